"""Invitations: a clinician without an account checks one review, by a link that works once."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ..editorial import Refused, ReviewState, Severity, refuse_if
from .audit import AuditEntry
from .review import Review
from .reviewer import ReviewerProfile

SALT = "education.invitation"
OPEN_FOR = timedelta(days=14)


class BadLink(Refused):
    """The link opens nothing. The message says why, without telling what it would have opened."""


class Invitation(models.Model):
    """Somebody asked by name and address to decide about one review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=120, help_text="The clinician's name, with title.")
    email = models.EmailField("address", help_text="The link is sent there and is shown to nobody else.")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    secret = models.CharField(max_length=32, editable=False)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.name} · {self.review}"

    @classmethod
    def invite(cls, review: Review, name: str, email: str, by) -> "Invitation":
        """Raises Refused if the review has ended or is a mere typo, or the address is that of one of its writers.
        The message is for the caller to send.
        """
        with AuditEntry.step(by, "invite", review):
            refuse_if(reason := cls._why_not_invite(review, email.strip(), by), reason)
            made = cls.objects.create(
                review=review, name=name.strip(), email=email.strip(), invited_by=by,
                expires_at=timezone.now() + OPEN_FOR, secret=secrets.token_hex(16),
            )  # fmt: skip
            AuditEntry.note(by, "invite", made)
        return made

    @staticmethod
    def _why_not_invite(review: Review, email: str, by) -> str:
        if not by.has_perm("education.add_invitation"):
            return "Only an editor may invite somebody."
        if not Review.objects.open().filter(pk=review.pk).exists():
            return "This review has ended already."
        if review.severity == Severity.TYPO:
            return "A typo is checked by another editor; nobody needs to be invited for it."
        if by.email.lower() == email.lower() or review.writers.filter(email__iexact=email).exists():
            return "This is your own address, or that of somebody who changed the text. Invite a clinician who did not."
        return ""

    @property
    def path(self) -> str:
        """The address that the clinician is sent. It is a secret."""
        return reverse("education:invitation", args=[signing.dumps([self.pk, self.secret], salt=SALT)])

    @classmethod
    def find(cls, token: str) -> "Invitation":
        """The invitation that a link was made for, open or closed: ask `why_closed` next. Raises BadLink if there is
        none, or the link was tampered with. Costs a query.
        """
        whole = cls.objects.select_related("review__variant__article", "invited_by")
        try:
            number, secret = signing.loads(token, salt=SALT)
            found = whole.filter(pk=number, secret=secret).first()
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise BadLink("This link is not whole. Copy all of it from the message.") from error
        if not found:
            raise BadLink("This link is not valid any more.")
        return found

    @property
    def why_closed(self) -> str:
        """Why the link opens nothing any more; empty while it does."""
        if self.used_at:
            return "This link was used already. Thank you for your answer."
        if self.revoked_at:
            return "The editors have taken this invitation back."
        if self.expires_at < timezone.now():
            return "This link has expired. Ask the editors for a new one."
        if not self.review.is_open:
            return "This text was decided about in the meantime. There is nothing left to do."
        return ""

    @property
    def earlier(self) -> ReviewerProfile | None:
        """What the same person said of themselves when they were last invited. Costs a query."""
        same = {"reviews__invitations__email__iexact": self.email, "reviews__invitations__used_at__isnull": False}
        return ReviewerProfile.objects.filter(user=None, name__iexact=self.name, **same).order_by("-pk").first()

    def revoke(self, by, why: str = "") -> None:
        """Close the link. Raises Refused if it is closed already, or `by` is no editor."""
        with AuditEntry.step(by, "revoke", self):
            refuse_if(not by.has_perm("education.add_invitation"), "Only an editor may take an invitation back.")
            taken = self._still_open.update(revoked_at=timezone.now())
            refuse_if(not taken, "This invitation is closed already.")
            AuditEntry.note(by, "revoke", self, why=why)

    def approve(self, profile: ReviewerProfile, comment: str, visitor=None) -> None:
        """Approve the review in the name of the clinician; `profile` says who they are and is saved with it.

        `visitor` is the account that is signed in in that browser, if any. Raises Refused, or BadLink as a kind of it.
        """
        self._use(ReviewState.APPROVED, "approve", profile, comment, visitor)

    def give_back(self, profile: ReviewerProfile, comment: str, visitor=None) -> None:
        """Return the review in the name of the clinician. As `approve`."""
        self._use(ReviewState.RETURNED, "return", profile, comment, visitor)

    def _use(self, to: ReviewState, action: str, profile: ReviewerProfile, comment: str, visitor) -> None:
        """The link is used up and the review decided together, or neither."""
        with AuditEntry.step(visitor or self.name, action, self.review):
            refuse_if(reason := self._why_not_use(visitor), reason)
            refuse_if(not profile.name.strip(), "Say who you are.")
            refuse_if(
                to == ReviewState.APPROVED and not profile.is_whole,
                "Readers are told who checked a text. Fill in all that is asked about you.",
            )
            if not self._still_open.filter(expires_at__gt=timezone.now()).update(used_at=timezone.now()):
                raise BadLink(self._fresh.why_closed or "This link was used or taken back in the meantime.")
            profile.save()
            self.review.decide_as_guest(to, profile, comment)

    def _why_not_use(self, visitor) -> str:
        if visitor and self.review.writers.filter(pk=visitor.pk).exists():
            return "You are signed in as somebody who changed this text, so you cannot decide about it."
        if visitor and visitor.pk == self.invited_by_id:
            return "You are signed in as the editor who sent this invitation. It is for the person you invited."
        return ""

    @property
    def _still_open(self) -> models.QuerySet:
        return Invitation.objects.filter(pk=self.pk, used_at=None, revoked_at=None)

    @property
    def _fresh(self) -> "Invitation":
        return Invitation.objects.select_related("review").get(pk=self.pk)
