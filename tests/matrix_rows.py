"""The rows that test_permissions.py asks for, so that “may not see” is tested against something that is there.

Wherever readers must never look, there stands a word that stands nowhere else.
"""

import re
from pathlib import Path

from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from education.editorial import CLINICAL_REVIEWER
from education.models import (
    AuditEntry,
    Claim,
    Feedback,
    GlossaryTerm,
    Invitation,
    MissedWord,
    OutdatedMark,
    OutsideAddress,
    Reference,
    Review,
    SentQuestion,
    User,
    Variant,
)
from education.models.feedback import fingerprint
from education.wording import Wording

from . import build

KEPT_FROM_READERS = (
    "draft", "frozen", "note", "comment", "reason", "feedback", "mark", "log", "invited", "claimnote", "unshown",
    "unwritten", "old", "returned", "typo", "asked", "missed",
)  # fmt: skip
CANARIES = {place: f"canary{place}" for place in KEPT_FROM_READERS}
STAFF = [f"{name}@example.org" for name in ("editor", "colleague", "reviewer", "chief", "second", "patient", "invited")]
# Who is asked to decide sees the change, what was said about it, and what must be known of the claims in it.
TO_THE_INVITED = {CANARIES[place] for place in ("frozen", "note", "reason", "invited", "claimnote")}
TO_THE_INVITED |= {"colleague@example.org"}

BODY = "## First part {#first-part}\n\nWords of the valve [@a-claim].\n"
PAGES = ("invitation", "invitation-page")
IN_A_PATTERN = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")


class Library:
    """The rows, and the address of each entry of the matrix."""

    def __init__(self, editor: User, colleague: User, reviewer: User, media: Path):
        self.editor, self.colleague, self.reviewer = editor, colleague, reviewer
        (media / "made.png").write_bytes(b"A picture")
        self.patient = build.user("patient@example.org")
        self.second = build.staff("second@example.org", CLINICAL_REVIEWER)
        self.another = build.profile(f"Dr {CANARIES['unshown']}", self.second)
        self.claim = build.claim("a-claim", "a-work", text="What it says.")
        Claim.objects.filter(pk=self.claim.pk).update(note=f"Note {CANARIES['claimnote']}")
        build.term("valve")
        self.pages = [build.page(slug) for slug in ("about", "sources", "reviewers")]
        self._first_article()
        self._second_article()
        build.unwritten(build.article("three"), "plain")
        self._draft(Variant.objects.get(article__slug="three"), "unwritten", editor)
        self._invite()
        self.rows = self._rows()
        self.passwords = list(User.objects.values_list("password", flat=True))
        self.token = _link(self.live)["token"]
        self.asked_with = self._desk() | self._public() | self._admin()

    # Texts and their reviews

    def _first_article(self) -> None:
        """Its plain text is handed in and drafted further, the standard one is being checked, and the detailed one was
        checked and has a typo.
        """
        of_one = build.article("one", "plain", "standard", "detailed", body=BODY).variants
        plain, standard, detailed = (of_one.get(level=level) for level in ("plain", "standard", "detailed"))
        self.decided = Review.submit(detailed, self.editor, "major", f"Checked as a whole {CANARIES['note']}.")
        self.late = self._asked(self.decided)
        self.decided.start(self.reviewer)
        self.decided.approve(self.reviewer, f"Good {CANARIES['comment']}.")
        detailed.refresh_from_db()
        self.typo = self._handed_in(detailed, self.colleague, "typo", "typo")
        self.typo.start(self.reviewer)
        self.started = self._handed_in(standard, self.editor)
        self.started.start(self.reviewer)
        self.new = self._handed_in(plain, self.editor)
        self.text = of_one.get(level="plain")
        self._draft(self.text, "draft", self.colleague)

    def _second_article(self) -> None:
        """Its plain text was returned, its standard one said something else once."""
        of_two = build.article("two", "plain", "standard").variants
        back = self._handed_in(of_two.get(level="plain"), self.editor, place="returned")
        back.start(self.second)
        back.give_back(self.second, f"Not yet {CANARIES['comment']}.")
        standard = of_two.get(level="standard")
        for said in (f"Words {CANARIES['old']}.", "Other words."):
            standard.publish(Wording("Two", "Sums up.", f"## Part {{#part}}\n\n{said}"))
        OutdatedMark.of_claim(self.claim, [standard], f"The claim {CANARIES['mark']}.")

    @staticmethod
    def _draft(text: Variant, place: str, by: User) -> None:
        """A draft that says the word in all three places."""
        said = CANARIES[place]
        text.keep_draft(Wording(f"Title {said}", f"Sums up {said}.", f"{text.body}\n\nWords {said}.\n"), by)

    def _handed_in(self, text: Variant, by: User, severity: str = "minor", place: str = "frozen") -> Review:
        self._draft(text, place, by)
        reason = f"It needs the word {CANARIES['reason']}."
        return Review.submit(text, by, severity, f"Said better {CANARIES['note']}, as asked.", override_reason=reason)

    def _asked(self, review: Review) -> Invitation:
        return Invitation.invite(review, f"Dr {CANARIES['invited']}", "invited@example.org", self.colleague)

    def _invite(self) -> None:
        self.live, self.revoked, self.expired = (self._asked(self.new) for _ in range(3))
        self.revoked.revoke(self.colleague)
        Invitation.objects.filter(pk=self.expired.pk).update(expires_at=timezone.now())

    # What the entries are asked with

    def _rows(self) -> dict:
        """A row of each model in the admin."""
        judged = {"variant": self.text, "judged": fingerprint(self.text.live), "helpful": False, "reason": "hard"}
        return {
            "education_article": self.text.article,
            "education_variant": self.text,
            "education_page": self.pages[0],
            "education_claim": build.claim("another-claim", "another-work"),
            "education_reference": Reference.objects.get(key="a-work"),
            "education_glossaryterm": GlossaryTerm.objects.get(),
            "education_reviewerprofile": self.reviewer.reviewer_profile,
            "education_review": self.new,
            "education_invitation": self.live,
            "education_auditentry": AuditEntry.note(self.editor, "edit", self.text, why=f"Why {CANARIES['log']}"),
            "education_feedback": Feedback.objects.create(**judged, words=f"Words {CANARIES['feedback']}"),
            "education_sentquestion": SentQuestion.objects.keep(f"Can I {CANARIES['asked']}?"),
            "education_missedword": MissedWord.objects.create(word=CANARIES["missed"], times=5),
            "education_outdatedmark": OutdatedMark.objects.last(),
            "education_outsideaddress": OutsideAddress.objects.create(
                url="https://example.org/", looked_at=timezone.now(), problem="Gone"
            ),
            "education_user": self.patient,
            "auth_group": Group.objects.get(name="Editor"),
        }

    def _desk(self) -> dict[str, dict]:
        """For an entry of the desk, or all routes that begin like it, what stands in the address."""
        reviews = {
            "desk:review": self.new, "desk:start": self.new, "desk:start#started": self.started,
            "desk:approve": self.started, "desk:approve#not started": self.new,
            "desk:approve#typo of a colleague": self.typo, "desk:approve#decided": self.decided,
            "desk:return": self.started, "desk:return#not started": self.new, "desk:withdraw": self.new,
            "desk:withdraw#decided": self.decided, "desk:invite": self.new, "desk:invite#decided": self.decided,
            "desk:revoke": self.live, "desk:revoke#revoked": self.revoked, "desk:export": self.text.article,
            "desk:question": self.rows["education_sentquestion"],
        }  # fmt: skip
        return {"desk:": {"pk": self.text.pk}} | {entry: {"pk": row.pk} for entry, row in reviews.items()}

    def _public(self) -> dict[str, dict]:
        one, draft = {"slug": "one", "level": "plain"}, {"slug": "three", "level": "plain"}
        token = {"uidb64": urlsafe_base64_encode(force_bytes(self.patient.pk))}
        links = {"": self.live, "#revoked": self.revoked, "#expired": self.expired, "#decided": self.late}
        whole = {f"education:{page}{how}": _link(row) for page in PAGES for how, row in links.items()}
        torn = {f"education:{page}#tampered": {"token": self.token[:-1]} for page in PAGES}
        return whole | torn | {
            "media": {"path": "made.png"}, "media#not there": {"path": "matrix.py"},
            "education:article": one, "education:article#only a draft": draft,
            "education:article#held back": {"slug": "two"}, "education:article-level#only a draft": draft,
            "education:article-level#nearest": {"slug": "two", "level": "detailed"},
            "education:feedback": one, "education:feedback#only a draft": draft,
            "education:about-page": {"slug": "about"}, "education:about-page#sources": {"slug": "sources"},
            "education:about-page#reviewers": {"slug": "reviewers"},
            "education:about-page#not there": {"slug": "three"},
            "education:password-reset-confirm": token | {"token": default_token_generator.make_token(self.patient)},
            "education:password-reset-confirm#tampered": token | {"token": "abc-123"},
        }  # fmt: skip

    def _admin(self) -> dict[str, dict]:
        """By the beginning of the name, or of the pattern of a route without one."""
        found = {}
        for name, row in self.rows.items():
            first = row.history.first() if hasattr(row, "history") else None
            asked = {"object_id": row.pk, "id": row.pk, "number": first and first.history_id}
            found |= {f"admin:{name}_": asked, f"admin/{name.replace('_', '/', 1)}/": asked}
        field = "?app_label=education&model_name={}&field_name={}"
        kind = ContentType.objects.get_for_model(Variant).pk
        other = {"object_id": self.another.pk, "number": self.another.history.first().history_id}
        views = ("change", "restore", "history")
        return found | {f"admin:education_reviewerprofile_{view}#another": other for view in views} | {
            "admin:education_claim_delete#marked": {"object_id": self.claim.pk},
            "admin:auth_user_password_change": {"id": self.patient.pk},
            "admin:autocomplete": {"?": field.format("source", "reference")},
            "admin:autocomplete#accounts": {"?": field.format("reviewerprofile", "user")},
            "admin:view_on_site": {"content_type_id": kind, "object_id": self.text.pk},
            "admin:app_list": {"app_label": "education"}, "admin:app_list#accounts": {"app_label": "auth"},
            "admin/(?P<url>.*)$": {"url": "no/such/page/"},
        }  # fmt: skip

    def address(self, entry: str, pattern: str) -> str:
        """Where an entry of the matrix leads. A KeyError is one that nothing here is made for."""
        named = [name for name in self.asked_with if entry.startswith(name)]
        asked = self.asked_with[max(named, key=len)] if named else {}
        path = IN_A_PATTERN.sub(lambda found: str(asked[found[1] or found[2]]), pattern.replace("^", "").rstrip("$"))
        return f"/{path}{asked.get('?', '')}"

    def kept_from(self, role: str, entry: str) -> set[str]:
        """What an answer to somebody in this role may not hold anywhere."""
        invited = entry in ("education:invitation", "education:invitation-page")
        secrets = {self.live.secret, *self.passwords, *(() if invited else [self.token])}
        if role in ("editor", "reviewer"):
            return secrets | {"patient@example.org"}
        if role == "superuser":
            return secrets
        return (secrets | set(CANARIES.values()) | set(STAFF)) - (TO_THE_INVITED if invited else set())


def _link(invitation: Invitation) -> dict[str, str]:
    return {"token": invitation.path.strip("/").rpartition("/")[2]}
