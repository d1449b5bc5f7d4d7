"""Reviews: the one way from a draft to readers. What a review covers is the text as it was handed in."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..editorial import (
    CLINICAL_REVIEWER,
    EDITOR,
    OPEN,
    SHORTEST_REASON,
    Refused,
    ReviewState,
    Severity,
    refuse_if,
    why_not_decide,
)
from ..wording import Wording
from .audit import AuditEntry
from .edition import Edition
from .outdated import OutdatedMark
from .reviewer import ReviewerProfile
from .variant import Variant


class ReviewQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def without_texts(self):
        """For lists: the frozen words and those beside them are long."""
        return self.defer("title", "summary", "text", "base_title", "base_summary", "base_text")

    def for_lists(self):
        """Without the texts, with what a list names."""
        named = ("variant__article", "submitted_by", "started_by", "reviewer")
        return self.without_texts().defer("variant__body", "variant__draft").select_related(*named)


class Review(models.Model):
    """A text handed in for checking, frozen, beside what readers met at that time; and what became of it."""

    variant = models.ForeignKey(Variant, models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=20, choices=ReviewState.choices, default=ReviewState.SUBMITTED)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400)
    text = models.TextField()
    base_title = models.CharField(max_length=120, blank=True)
    base_summary = models.CharField(max_length=400, blank=True)
    base_text = models.TextField(blank=True)
    note = models.TextField("what changed, and why")
    override_reason = models.TextField("why it may be harder to read than its level promises", blank=True)
    overridden = models.JSONField(default=list, blank=True)
    carries_over = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried_over_by")
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(ReviewerProfile, models.PROTECT, null=True, related_name="reviews")
    comment = models.TextField(blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["variant"], condition=models.Q(state__in=OPEN), name="one_open_review_a_text"
            )
        ]
        permissions = [
            ("submit_review", "Can hand in a text for review"),
            ("decide_typo", "Can approve or return a typo"),
            ("decide_review", "Can approve or return any change"),
        ]

    def __str__(self):
        return f"{self.variant} · review {self.pk}"

    @property
    def wording(self) -> Wording:
        return Wording(self.title, self.summary, self.text)

    @property
    def base(self) -> Wording:
        """What readers met when the text was handed in; empty if it was new."""
        return Wording(self.base_title, self.base_summary, self.base_text)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @classmethod
    def submit(cls, variant: Variant, by, severity: str, note: str, **more) -> "Review":
        """Freeze the draft of a text, and hand it in. What `assessment` and `slight` say of it is asked before.

        `more` may hold override_reason with overridden, and carries_over. Raises Refused if a review is open, the
        text was saved by somebody else since `variant` was read, or the note is missing. Costs about ten queries.
        """
        with AuditEntry.step(by, "submit", variant):
            now = Variant.objects.select_for_update().get(pk=variant.pk)
            refuse_if(now.version != variant.version, "Somebody has saved this text since you opened it. Look again.")
            refuse_if(reason := cls._why_not_submit(now, by, severity, note), reason)
            before = now.state
            review = cls.objects.create(
                variant=now, severity=severity, note=note.strip(), submitted_by=by, **more,
                **_columns(now.drafted), **{f"base_{name}": words for name, words in _columns(now.live).items()},
            )  # fmt: skip
            review.writers.set([*now.writers.all(), by])
            review._note(by, "submit", before, note)
        return review

    @classmethod
    def _why_not_submit(cls, now: Variant, by, severity: str, note: str) -> str:
        if not by.has_perm("education.submit_review"):
            return "Only an editor may hand in a text."
        if severity not in Severity.values:
            return "Say how much the change means: typo, minor or major."
        if not now.drafted:
            return "There are no words to hand in."
        if severity == Severity.TYPO and not (now.live and now.has_changes):
            return "A typo is a slip in a text that readers meet. This is a check of the whole text: minor or major."
        if len(note.strip()) < SHORTEST_REASON:
            return "Say in a sentence what changed and why."
        if now.reviews.open().exists():
            return "A review of this text is open. Withdraw it, or wait for its end."
        return ""

    def why_not_decide(self, user) -> str:
        """Why this account may not start, approve or return it; empty if it may. Costs three queries."""
        profile = ReviewerProfile.objects.filter(user=user).first()
        roles = set(user.groups.values_list("name", flat=True))
        return why_not_decide(
            self.severity,
            wrote=self.writers.filter(pk=user.pk).exists(),
            is_editor=EDITOR in roles or user.is_superuser,
            is_clinical=CLINICAL_REVIEWER in roles,
            is_known=bool(profile and profile.is_whole),
        )

    def start(self, by) -> None:
        """Say that somebody is on it. Raises Refused if they may not decide, or somebody was quicker."""
        with AuditEntry.step(by, "start", self):
            refuse_if(reason := self.why_not_decide(by), reason)
            self._step(ReviewState.SUBMITTED, ReviewState.UNDER_REVIEW, started_by=by, started_at=timezone.now())
            self._note(by, "start", ReviewState.SUBMITTED)

    def approve(self, by, comment: str = "") -> None:
        """Make the frozen text the one that readers meet. Raises Refused if `by` may not, or it is not under review."""
        with AuditEntry.step(by, "approve", self):
            refuse_if(reason := self.why_not_decide(by), reason)
            self._approve(by, ReviewerProfile.objects.filter(user=by).first(), comment)

    def give_back(self, by, comment: str) -> None:
        """Return it with a comment. Raises Refused if `by` may not decide, or it is not under review."""
        with AuditEntry.step(by, "return", self):
            refuse_if(reason := self.why_not_decide(by), reason)
            self._give_back(by, ReviewerProfile.objects.filter(user=by).first(), comment)

    def withdraw(self, by, why: str) -> None:
        """Take it back before anybody has decided. Raises Refused unless an editor does, with a reason."""
        with AuditEntry.step(by, "withdraw", self):
            refuse_if(not by.has_perm("education.submit_review"), "Only an editor may withdraw a text.")
            refuse_if(not why.strip(), "Say why it is withdrawn.")
            before = self.state
            self._step(before, ReviewState.RETURNED, decided_by=by, decided_at=timezone.now(), comment=why.strip())
            self._note(by, "withdraw", before, why)

    def decide_as_guest(self, to: ReviewState, profile: ReviewerProfile, comment: str) -> None:
        """Approve or return it in the name of a clinician without an account. Only an invitation calls it, within
        its own step, and has made sure that they may. Raises Refused if it has ended already.
        """
        if self.state == ReviewState.SUBMITTED:
            self._step(ReviewState.SUBMITTED, ReviewState.UNDER_REVIEW, started_at=timezone.now())
            self._note(profile.name, "start", ReviewState.SUBMITTED)
        (self._approve if to == ReviewState.APPROVED else self._give_back)(None, profile, comment)

    def _approve(self, by, profile: ReviewerProfile | None, comment: str) -> None:
        Edition.turn()
        self._decide(ReviewState.APPROVED, by, profile, comment)
        variant = Variant.objects.select_for_update().get(pk=self.variant_id)
        refuse_if(
            variant.live != self.base,
            "Readers meet other words by now than when this was handed in. Return it, so that it is handed in anew.",
        )
        if variant.drafted == self.wording:
            variant.writers.clear()
        if self.severity != Severity.TYPO:
            variant.checked_by, variant.checked_at = profile, self.decided_at
            OutdatedMark.end(variant, before=self.submitted_at)
        variant.publish(self.wording, by)
        if self.severity == Severity.MAJOR and not self.carries_over_id:
            OutdatedMark.spread(self)
        self._note(by or profile.name, "approve", ReviewState.UNDER_REVIEW, comment)

    def _give_back(self, by, profile: ReviewerProfile | None, comment: str) -> None:
        refuse_if(not comment.strip(), "Say what has to change, so that the editors can put it right.")
        self._decide(ReviewState.RETURNED, by, profile, comment)
        self._note(by or profile.name, "return", ReviewState.UNDER_REVIEW, comment)

    def _decide(self, to: ReviewState, by, profile: ReviewerProfile | None, comment: str) -> None:
        told = {"decided_by": by, "decided_at": timezone.now(), "reviewer": profile, "comment": comment.strip()}
        self._step(ReviewState.UNDER_REVIEW, to, **told)

    def _step(self, before: str, to: ReviewState, **values) -> None:
        """Of two who take the same step at once, exactly one succeeds."""
        refuse_if(before not in OPEN, "This review has ended already.")
        changed = Review.objects.filter(pk=self.pk, state=before).update(state=to, **values)
        if not changed:
            raise Refused(self._why_not_here(before))
        for name, value in (values | {"state": to}).items():
            setattr(self, name, value)

    def _why_not_here(self, before: str) -> str:
        now = ReviewState(Review.objects.values_list("state", flat=True).get(pk=self.pk))
        if now == ReviewState.SUBMITTED:
            return "Start the review first, so that others see that you are on it."
        return f"Somebody else was quicker: this review is “{now.label}” now, not “{ReviewState(before).label}”."

    def _note(self, who, action: str, before: str, why: str = "") -> None:
        AuditEntry.note(who, action, self, why=why.strip(), from_state=before, to_state=self.state)


def _columns(wording: Wording) -> dict[str, str]:
    return {"title": wording.title, "summary": wording.summary, "text": wording.body}
