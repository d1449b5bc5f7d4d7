"""Who gets what from every address: the table that test_permissions.py holds the site to. It says what is right.

A route has an entry for GET and one for POST, each with a word for everybody, or five words: for somebody without an
account, a reader, an editor, a clinical reviewer and an administrator. A route that depends on the row it is asked for
has several entries; what stands behind # tells them apart. A POST carries a valid token, and otherwise nothing but what
SENT adds: then it is a forged form that is whole.
"""

ROLES = ("anonymous", "reader", "editor", "reviewer", "superuser")
WORDS = {
    "open": "the page (200)",
    "form": "the form again, with what is wrong (400)",
    "way": "on to another page (302)",
    "door": "on to the sign-in page",
    "no": "403",
    "gone": "404",
    "method": "405",
    "refused": "the page again, with the reason of a refusal that was logged (409)",
    "closed": "410",
}
MAY = {"open", "form", "way"}  # what `may` stands for: it is theirs to do, and done, or they are told what is missing

# Several words: the fives that come again and again
STAFF = "door door open open open"
EDITORS = "door door open no open"
CHIEF = "door door no no open"
EDITORS_MAY = "door door may no may"
CHIEF_MAY = "door door no no may"
NOBODY = "door door no no no"
STAFF_WAY = "door door way way way"
STAFF_METHOD = "door door method method method"
SIGNED_IN = "door open open open open"
SIGNED_IN_METHOD = "door method method method method"
SIGNED_IN_MAY = "door may may may may"
STRANGERS = "open way way way way"

READ = ("open", "method")
SEE = (STAFF, "method")

# The admin of each model, by what kind of thing it is.
HISTORY = (STAFF, STAFF)
CONTENT = {
    "changelist": (STAFF, STAFF),
    "add": (EDITORS, EDITORS_MAY),
    "change": (STAFF, EDITORS_MAY),
    "delete": (CHIEF, CHIEF_MAY),
    "history": HISTORY,
    "restore": (STAFF_METHOD, EDITORS_MAY),
}
SEEN = {
    "changelist": (STAFF, STAFF),
    "add": (NOBODY, NOBODY),
    "change": (STAFF, NOBODY),
    "delete": (NOBODY, NOBODY),
    "history": HISTORY,
}
REVIEWS = SEEN | {"change": (STAFF_WAY, STAFF_WAY)}  # their page stands on the desk, that of questions too
CHIEFS = {
    "changelist": (CHIEF, CHIEF),
    "add": (CHIEF, CHIEF_MAY),
    "change": (CHIEF, CHIEF_MAY),
    "delete": (CHIEF, CHIEF_MAY),
    "history": (CHIEF, CHIEF),
}
ACCOUNTS = CHIEFS | {"history": ("door door no no way", "door door no no way")}  # on to the audit log
# Reviewers say themselves who they are: of `reviewerprofile`, the reviewer's own.
PROFILES = CONTENT | {
    "add": (CHIEF, CHIEF_MAY),
    "change": (STAFF, "door door no may may"),
    "restore": (STAFF_METHOD, "door door no may may"),
}
KINDS = {
    "education_article": CONTENT,
    "education_variant": CONTENT,
    "education_page": CONTENT,
    "education_claim": CONTENT,
    "education_reference": CONTENT,
    "education_glossaryterm": CONTENT,
    "education_reviewerprofile": PROFILES,
    "education_review": REVIEWS,
    "education_invitation": SEEN,
    "education_auditentry": SEEN,
    "education_feedback": SEEN,
    "education_sentquestion": REVIEWS,
    "education_missedword": SEEN,
    "education_outdatedmark": SEEN,
    "education_outsideaddress": SEEN,
    "education_user": ACCOUNTS,
    "auth_group": CHIEFS,
}
ADMIN = {
    "admin:index": (STAFF, STAFF),
    "admin:login": ("open open way way way", "open"),
    "admin:logout": ("way way method method method", "way way open open open"),
    "admin:password_change": (STAFF, "door door may may may"),
    "admin:password_change_done": (STAFF, STAFF_METHOD),
    "admin:autocomplete": (STAFF, STAFF_METHOD),
    "admin:autocomplete#accounts": (CHIEF, STAFF_METHOD),
    "admin:jsi18n": (STAFF, STAFF_METHOD),
    "admin:view_on_site": (STAFF_WAY, STAFF_WAY),
    "admin:app_list": (STAFF, STAFF),
    "admin:app_list#accounts": ("door door gone gone open", "door door gone gone open"),
    "admin:auth_user_password_change": (CHIEF, CHIEF_MAY),
    "admin:education_reviewerprofile_change#another": (
        "door door open way open",  # a reviewer is told that there is none
        "door door no way may",
    ),
    "admin:education_reviewerprofile_restore#another": (STAFF_METHOD, "door door no gone may"),
    "admin:education_reviewerprofile_history#another": ("door door open way open", "door door open way open"),
    "admin:education_claim_delete#marked": (CHIEF, NOBODY),  # the marks on texts that rested on it would go with it
    "admin/(?P<url>.*)$": ("door door gone gone gone", "door door gone gone gone"),
    "markdownx_markdownify": ("method", "no no open no open"),
    "markdownx_upload": ("method", "no no may no may"),
}

# The desk beside the admin. What a script asks for is refused to strangers too, since it could show no sign-in page.
HELP = ("no no open no open", "method")
OWN = ("method", "door door refused refused refused")  # the editor wrote it, and nobody has started
DECIDE = ("method", "door door refused may refused")  # the editor wrote it, the reviewer is on it
EDIT = ("method", "door door may refused may")  # an editor's step: refused, with a row in the log, to a reviewer
DESK = {
    "desk:check": ("method", "no no may no may"),
    "desk:claims": HELP,
    "desk:terms": HELP,
    "desk:helps": (EDITORS, "method"),
    "desk:page": SEE,
    "desk:changes": SEE,
    "desk:presence": ("method", "no no open no open"),
    "desk:submit": (EDITORS, "door door refused no refused"),  # nobody has looked at the words that are handed in
    "desk:review": SEE,
    "desk:review-page": SEE,
    "desk:start": ("method", "door door refused may refused"),
    "desk:start#started": OWN,
    "desk:approve": DECIDE,
    "desk:approve#not started": OWN,
    "desk:approve#typo of a colleague": ("method", "door door may may may"),
    "desk:approve#decided": OWN,
    "desk:return": DECIDE,
    "desk:return#not started": OWN,
    "desk:withdraw": EDIT,
    "desk:withdraw#decided": OWN,
    "desk:invite": EDIT,
    "desk:invite#decided": OWN,
    "desk:revoke": EDIT,
    "desk:revoke#revoked": OWN,
    "desk:question": SEE,
    "desk:question-answer": EDIT,
    "desk:question-aside": EDIT,
    "desk:export": SEE,
    "desk:import": (EDITORS, EDITORS_MAY),
}
SENT = {
    "desk:return": {"comment": "Say it more plainly."},
    "desk:withdraw": {"comment": "Handed in too early."},
    "desk:question-answer": {"place": "one/first-part", "add": "on", "asked_as": "Can I?"},
    "desk:question-aside": {"comment": "It is not about the heart."},
    "desk:invite": {"name": "Dr Bo Example", "email": "bo@example.org"},
}

# What is for readers
PUBLIC = {
    "media": READ,
    "media#not there": ("gone", "method"),
    "education:home": READ,
    "education:article": READ,
    "education:article#only a draft": ("gone", "method"),
    "education:article#held back": READ,
    "education:article-level": READ,
    "education:article-level#nearest": READ,
    "education:article-level#only a draft": ("gone", "method"),
    "education:feedback": ("open", "may"),
    "education:feedback#only a draft": ("gone", "gone"),
    "education:send-question": ("open", "may"),
    "education:glossary": READ,
    "education:search": READ,
    "education:suggestions": READ,
    "education:ask": ("open", "may"),
    "education:preferences": ("open", "may"),
    "education:about": READ,
    "education:about-page": READ,
    "education:about-page#sources": READ,
    "education:about-page#reviewers": READ,
    "education:about-page#not there": ("gone", "method"),
    # Whoever holds the link is the clinician who was invited, until it is used.
    "education:invitation": ("open", "may"),
    "education:invitation#revoked": ("closed", "closed"),
    "education:invitation#expired": ("closed", "closed"),
    "education:invitation#decided": ("closed", "closed"),
    "education:invitation#tampered": ("gone", "gone"),
    "education:invitation-page": READ,
    "education:invitation-page#revoked": ("closed", "method"),
    "education:invitation-page#expired": ("closed", "method"),
    "education:invitation-page#decided": ("closed", "method"),
    "education:invitation-page#tampered": ("gone", "method"),
    "education:account": (SIGNED_IN, "method"),
    "education:sign-up": (STRANGERS, "may way way way way"),
    "education:sign-in": (STRANGERS, "may way way way way"),
    "education:sign-out": ("method", "open"),
    "education:account-export": (SIGNED_IN, "method"),
    "education:account-delete": (SIGNED_IN, SIGNED_IN_MAY),
    "education:password-change": (SIGNED_IN, SIGNED_IN_MAY),
    "education:password-change-done": (SIGNED_IN, SIGNED_IN_METHOD),
    "education:password-reset": ("open", "may"),
    "education:password-reset-done": READ,
    "education:password-reset-complete": READ,
    "education:password-reset-confirm": ("way", "way"),  # the page behind it holds the token in the session
    "education:password-reset-confirm#tampered": ("open", "open"),  # says that the link is not valid
    "education:healthz": READ,
    "education:readyz": READ,
    "education:robots": READ,
    "education:sitemap": ("open", "open"),  # Django's own view, which changes nothing
    "education:security": READ,
}


def _of_models() -> dict[str, tuple[str, str]]:
    found = {f"admin:{model}_{view}": row for model, views in KINDS.items() for view, row in views.items()}
    short = {f"admin/{model.replace('_', '/', 1)}/<path:object_id>/": (STAFF_WAY, STAFF_WAY) for model in KINDS}
    return found | short


TABLE = _of_models() | ADMIN | DESK | PUBLIC


def word(entry: str, role: str, method: str) -> str:
    """What the table says; a KeyError is an entry that is not there."""
    words = TABLE[entry][method == "POST"].split()
    return words[0] if len(words) == 1 else words[ROLES.index(role)]


def route_of(entry: str) -> str:
    return entry.partition("#")[0]
