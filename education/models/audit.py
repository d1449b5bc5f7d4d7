"""The audit log: who did what to which text, when and why. Rows are written once and never changed."""

from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction

from ..editorial import Refused


class WrittenOnce(Exception):
    """The log is not corrected; write another entry that says what was wrong with this one."""


class AuditQuerySet(models.QuerySet):
    def update(self, **values):
        raise WrittenOnce

    def delete(self):
        raise WrittenOnce


class AuditEntry(models.Model):
    """One deed, or one that was refused. Names no address: an account that is deleted leaves its number only."""

    at = models.DateTimeField(auto_now_add=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor = models.CharField(max_length=140, help_text="Account 7, an invited clinician's name, or a command.")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40, blank=True)
    from_state = models.CharField("from", max_length=40, blank=True)
    to_state = models.CharField("to", max_length=40, blank=True)
    why = models.TextField(blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "audit log"
        indexes = [models.Index(fields=["kind", "number"])]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.subject}"

    def save(self, **options):
        if not self._state.adding:
            raise WrittenOnce
        super().save(**options)

    def delete(self, **options):
        raise WrittenOnce

    @classmethod
    def note(cls, who, action: str, subject: models.Model | str, **told: str) -> "AuditEntry":
        """Write an entry. `who` is an account, the name of somebody without one, or None for nobody known;
        `told` may hold from_state, to_state and why. Costs a query."""
        account = who if isinstance(who, models.Model) and who.pk else None
        actor = f"account {account.pk}" if account else str(who or "unknown")
        of = {"kind": subject._meta.model_name, "number": str(subject.pk)} if isinstance(subject, models.Model) else {}
        return cls.objects.create(
            who=account, actor=actor[:140], action=action, subject=str(subject)[:200], **of, **told
        )

    @classmethod
    @contextmanager
    def step(cls, who, action: str, subject: models.Model):
        """One step of the policy in a transaction of its own: all of it or nothing, its row in the log included.

        If it raises Refused, that is written into the log after everything was taken back, and raised again. Within
        another transaction the refusal could be lost together with it, so that raises RuntimeError.
        """
        before = getattr(subject, "state", "")
        try:
            with transaction.atomic(durable=True):
                yield
        except Refused as refused:
            cls.note(who, f"{action} refused", subject, why=str(refused), from_state=before)
            raise
