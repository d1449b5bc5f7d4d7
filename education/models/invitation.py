"""Invitations: a clinician without an account checks one review, by a link that works once."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from ..editorial import Refused, Severity
from .audit import AuditEntry
from .review import Review
from .reviewer import ReviewerProfile

SALT = "education.invitation"
OPEN_FOR = timedelta(days=14)


class BadLink(Exception):
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
        """Raises Refused if the review has ended or is a mere typo, or the address is that of one of its writers."""
        reason = cls._why_not_invite(review, email, by)
        if reason:
            AuditEntry.note(by, "invite refused", review, why=reason)
            raise Refused(reason)
        with transaction.atomic():
            made = cls.objects.create(
                review=review, name=name.strip(), email=email.strip(), invited_by=by,
                expires_at=timezone.now() + OPEN_FOR, secret=secrets.token_hex(16),
            )  # fmt: skip
            AuditEntry.note(by, "invite", made)
        return made

    @staticmethod
    def _why_not_invite(review: Review, email: str, by) -> str:
        if not by.has_perm("education.submit_review"):
            return "Only an editor may invite somebody."
        if not review.is_open:
            return "This review has ended already."
        if review.severity == Severity.TYPO:
            return "A typo is checked by another editor; nobody needs to be invited for it."
        if review.writers.filter(email__iexact=email.strip()).exists() or by.email.lower() == email.strip().lower():
            return "This is the address of somebody who changed the text. Invite a clinician who did not."
        return ""

    @property
    def path(self) -> str:
        """The address that the clinician is sent. It is a secret."""
        return reverse("education:invitation", args=[signing.dumps([self.pk, self.secret], salt=SALT)])

    @classmethod
    def find(cls, token: str) -> "Invitation":
        """The invitation that a link opens. Raises BadLink if it was tampered with, used, revoked or has expired."""
        try:
            number, secret = signing.loads(token, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise BadLink("This link is not whole. Copy all of it from the message.") from error
        found = cls.objects.select_related("review__variant__article").filter(pk=number, secret=secret).first()
        if not found:
            raise BadLink("This link is not valid any more.")
        if reason := found.why_closed:
            raise BadLink(reason)
        return found

    @property
    def why_closed(self) -> str:
        if self.used_at:
            return "This link was used already. Thank you for your answer."
        if self.revoked_at:
            return "The editors have taken this invitation back."
        if self.expires_at < timezone.now():
            return "This link has expired. Ask the editors for a new one."
        if not self.review.is_open:
            return "This text was decided about in the meantime. There is nothing left to do."
        return ""

    def revoke(self, by) -> None:
        """Close the link. Raises Refused if it is closed already, or `by` is no editor."""
        with transaction.atomic():
            if not by.has_perm("education.submit_review"):
                raise Refused("Only an editor may take an invitation back.")
            still_open = Invitation.objects.filter(pk=self.pk, used_at=None, revoked_at=None)
            if not still_open.update(revoked_at=timezone.now()):
                raise Refused("This invitation is closed already.")
            AuditEntry.note(by, "revoke", self)

    def approve(self, profile: ReviewerProfile, comment: str, visitor=None) -> None:
        """Approve the review in the name of the clinician; `profile` says who they are and is saved with it.

        `visitor` is the account that is signed in in that browser, if any. Raises Refused and BadLink.
        """
        self._use(profile, visitor, lambda: self.review.approve_as_guest(profile, comment))

    def give_back(self, profile: ReviewerProfile, comment: str, visitor=None) -> None:
        """Return the review in the name of the clinician. As `approve`."""
        self._use(profile, visitor, lambda: self.review.give_back_as_guest(profile, comment))

    def _use(self, profile: ReviewerProfile, visitor, decide) -> None:
        """The link is used up and the review decided together, or neither."""
        if visitor and self.review.writers.filter(pk=visitor.pk).exists():
            reason = "You are signed in as somebody who changed this text, so you cannot decide about it."
            AuditEntry.note(visitor, "invitation refused", self, why=reason)
            raise Refused(reason)
        with transaction.atomic():
            if not Invitation.objects.filter(pk=self.pk, used_at=None, revoked_at=None).update(used_at=timezone.now()):
                raise BadLink("This link was used or taken back in the meantime.")
            profile.save()
            decide()
