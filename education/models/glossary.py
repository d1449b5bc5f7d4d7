"""The glossary: necessary medical words and what they mean."""

from django.db import models
from django.urls import reverse

from .article import is_slug
from .edition import Content


class GlossaryTerm(Content):
    """A word, the forms it takes in texts, how it is said, and its plain meaning."""

    key = models.CharField(max_length=60, unique=True, validators=[is_slug])
    term = models.CharField(max_length=80)
    also = models.JSONField(
        "other forms", default=list, blank=True, help_text="Plurals, other spellings and names that mean the same."
    )
    say = models.CharField("how to say it", max_length=80, blank=True)
    meaning = models.CharField(max_length=400)
    language = models.CharField(max_length=10, default="en")

    class Meta:
        ordering = ["term"]

    def __str__(self):
        return self.term

    @property
    def forms(self) -> list[str]:
        return [self.term, *self.also]

    @property
    def other_names(self) -> list[str]:
        """The other forms without those that only add an ending for more than one."""
        names = [self.term]
        for form in self.also:
            if not any(form in (f"{name}s", f"{name}es", f"{name[:-2]}es") for name in names):
                names.append(form)
        return names[1:]

    def get_absolute_url(self) -> str:
        return f"{reverse('education:glossary')}#{self.key}"
