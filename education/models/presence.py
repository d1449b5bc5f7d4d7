"""Who is writing at which text right now, so that two do not write at once unawares."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from .variant import Variant

AWAY = timedelta(seconds=60)  # after which somebody who gave no sign has left


class Presence(models.Model):
    """A sign of life of an editor at a text. Only the last minute means anything; older ones are cleared away."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "user"], name="one_presence_a_text")]

    def __str__(self):
        return f"{self.user} at {self.variant}"

    @classmethod
    def sign(cls, variant: Variant, user, now: datetime | None = None) -> list[str]:
        """Say that the user is here; returns the addresses of the others who are. Costs three queries."""
        now = now or timezone.now()
        cls.objects.update_or_create(variant=variant, user=user, defaults={"seen_at": now})
        cls.objects.filter(seen_at__lt=now - AWAY).delete()
        others = cls.objects.filter(variant=variant).exclude(user=user)
        return list(others.order_by("user__email").values_list("user__email", flat=True))
