"""Addresses of other sites that texts and works lead to, and whether they still answer."""

from django.db import models


class OutsideAddress(models.Model):
    """What came of the last look at an address; the look is a command, since it asks other sites."""

    url = models.CharField(max_length=600, unique=True)
    problem = models.CharField(max_length=200, blank=True, help_text="Empty if the address answered.")
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["url"]
        verbose_name_plural = "outside addresses"

    def __str__(self):
        return self.url
