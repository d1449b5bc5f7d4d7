"""Every address, asked for by everybody, twice: whoever may not is refused, nothing moves, and no draft is to be read.

What is right stands in matrix.py.
"""

import re
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from education.models import (
    Article,
    AuditEntry,
    Claim,
    Feedback,
    GlossaryTerm,
    Invitation,
    OutdatedMark,
    OutsideAddress,
    Page,
    Reference,
    Review,
    Variant,
)
from education.models.feedback import fingerprint
from education.wording import Wording

from . import build
from .matrix import MAY, ROLES, SENT, TABLE, WORDS, route_of, word

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TOKEN = "t" * 32
OPENED = {200: "open", 400: "form", 403: "no", 404: "gone", 405: "method", 409: "refused", 410: "closed"}
DOORS = ("/accounts/sign-in/", "/admin/login/")
WRITTEN = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")
LOG, PRESENCE, OWN_PROFILE = "education_auditentry", "education_presence", "education_readerprofile"
UNCOUNTED = {"django_session"}

# Words that stand where readers must never meet them, by where they stand.
PLACES = (
    "draft frozen note comment reason feedback mark log invited claimnote unshown unwritten old returned typo".split()
)
CANARY = {place: f"canary{place}" for place in PLACES}
STAFF = [f"{name}@example.org" for name in ("editor", "colleague", "reviewer", "chief", "patient", "canaryinvited")]
SHOWN_TO_INVITED = {CANARY[place] for place in ("frozen", "note", "reason", "invited")} | {"colleague@example.org"}


# The library


def canary_in(text: Variant, place: str, by) -> None:
    """A draft that says the word in all three places."""
    said = CANARY[place]
    text.keep_draft(Wording(f"Title {said}", f"Sums up {said}.", f"{text.body}\n\nWords {said}.\n"), by)


def handed_in(text: Variant, by, severity: str = "minor", place: str = "frozen") -> Review:
    canary_in(text, place, by)
    why = {"override_reason": f"It needs the term {CANARY['reason']}."} if severity != "typo" else {}
    return Review.submit(text, by, severity, f"Said better {CANARY['note']}, as asked.", **why)


def texts(of: Article) -> dict[str, Variant]:
    return {text.level: text for text in of.variants.select_related("article")}


@pytest.fixture
def library(editor, colleague, reviewer, chief, reader, settings, tmp_path) -> dict[str, dict]:
    """Real rows behind every address; gives what each entry of the table is asked with."""
    settings.MEDIA_ROOT = tmp_path
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = "mailto:safe@example.org", "2030-01-01T00:00:00Z"
    (tmp_path / "made.png").write_bytes(b"A picture")
    patient = build.user("patient@example.org")
    one, two = texts(build.article("one", "plain", "standard", "detailed")), build.article("two", "plain", "standard")
    made = build.claim("a-claim", "a-work", text="What it says.")
    Claim.objects.filter(pk=made.pk).update(note=f"Note {CANARY['claimnote']}")
    build.term("valve")
    pages = [build.page(slug) for slug in ("about", "sources", "reviewers")]
    another = build.profile(f"Dr {CANARY['unshown']}", build.staff("second@example.org", "Clinical reviewer"))

    decided = Review.submit(one["detailed"], editor, "major", f"Checked as a whole {CANARY['note']}.")
    ask = {"name": f"Dr {CANARY['invited']}", "email": "canaryinvited@example.org", "by": colleague}
    late = Invitation.invite(decided, **ask)
    decided.start(reviewer)
    decided.approve(reviewer, f"Good {CANARY['comment']}.")
    one["detailed"].refresh_from_db()
    typo = handed_in(one["detailed"], colleague, "typo", "typo")
    typo.start(reviewer)
    started = handed_in(one["standard"], editor)
    started.start(reviewer)
    new = handed_in(one["plain"], editor)
    canary_in(one["plain"], "draft", colleague)
    held = texts(two)
    back = handed_in(held["plain"], editor, place="returned")
    back.start(another.user)
    back.give_back(another.user, f"Not yet {CANARY['comment']}.")
    held["standard"].publish(Wording("Two", "Sums up.", f"## Part {{#part}}\n\nWords {CANARY['old']}."))
    held["standard"].publish(Wording("Two standard", "Sums up.", "## Part {#part}\n\nOther words."))
    empty = build.article("three")
    build.unwritten(empty, "plain")
    canary_in(empty.variants.get(), "unwritten", editor)

    live, revoked, expired = (Invitation.invite(new, **ask) for _ in range(3))
    revoked.revoke(colleague)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    OutdatedMark.of_claim(made, [held["standard"]], f"The claim {CANARY['mark']}.")
    judged = {"variant": one["plain"], "judged": fingerprint(one["plain"].live), "helpful": False, "reason": "hard"}
    answer = Feedback.objects.create(**judged, words=f"Words {CANARY['feedback']}")
    entry = AuditEntry.note(editor, "edit", one["plain"], why=f"Why {CANARY['log']}")
    address = OutsideAddress.objects.create(url="https://example.org/", looked_at=timezone.now(), problem="Gone")
    rows = {
        "education_article": new.variant.article, "education_variant": new.variant, "education_page": pages[0],
        "education_claim": made, "education_reference": Reference.objects.get(), "education_glossaryterm":
        GlossaryTerm.objects.get(), "education_reviewerprofile": reviewer.reviewer_profile, "education_review": new,
        "education_invitation": live, "education_auditentry": entry, "education_feedback": answer,
        "education_outdatedmark": OutdatedMark.objects.get(), "education_outsideaddress": address,
        "education_user": patient, "auth_group": Group.objects.get(name="Editor"),
    }  # fmt: skip
    return rows
