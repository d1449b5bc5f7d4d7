"""Passages: the sections of the texts that readers meet, as search reads them, and the words that stand in them.

They are made anew whenever a text is published, in the same transaction, so that nothing is found that readers no
longer meet. Both databases index the columns that end in `_words` (migration 0004): SQLite by FTS5, PostgreSQL by
full text. What stands in these is folded and stemmed already, so both find alike.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property, reduce
from operator import or_

import jellyfish
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from ..markup import Section, plain_text
from ..words import spans, stem, stems

UNQUOTED = "check-yourself"  # holds wrong answers, to choose the right one from
LONGEST = 100  # characters of a key
NEAR = 200  # words to compare a misspelt one with, at most


class PassageQuerySet(models.QuerySet):
    def readable(self, language: str = "en"):
        """Those of texts that readers may meet; the gate is that of the texts."""
        texts = self.model.variant.field.related_model.objects.readable()
        return self.filter(Exists(texts.filter(pk=OuterRef("variant"), language=language)))

    def hold(self, word: str) -> bool:
        """Whether one of them holds a stem. A query that looks through them all."""
        fields = ("asked_words", "heading_words", "about_words", "body_words")
        return self.filter(reduce(or_, (Q(**{f"{name}__contains": word}) for name in fields))).exists()

    def index(self, *texts) -> None:
        """Take in texts as they are published now, in the place of what stood here of them. Costs a parse of each, and
        about six queries together.
        """
        fresh = [passage for text in texts for passage in Passage.of_text(text)]
        with transaction.atomic():
            before = list(self.filter(variant__in=texts))
            self.filter(variant__in=texts).delete()
            self.bulk_create(fresh)
            Word.objects.exchange(before, fresh)


class Passage(models.Model):
    """One section of a published text: its heading and words, how readers ask for it, and what the text is about."""

    variant = models.ForeignKey("education.Variant", models.CASCADE, related_name="passages")
    section = models.CharField(max_length=LONGEST)
    position = models.PositiveIntegerField()
    heading = models.TextField()
    asked = models.TextField(blank=True, help_text="How readers ask for it, a question a line.")
    body = models.TextField(blank=True)
    about = models.TextField(blank=True, help_text="The title of the text, and other names of its subject.")
    heading_words = models.TextField(blank=True)
    asked_words = models.TextField(blank=True)
    body_words = models.TextField(blank=True)
    about_words = models.TextField(blank=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["variant", "position"]
        constraints = [models.UniqueConstraint(fields=["variant", "section"], name="one_passage_a_section")]

    def __str__(self):
        return f"{self.variant}#{self.section}"

    @classmethod
    def of_text(cls, text) -> list["Passage"]:
        """Those of a text as it is published now, not saved: its sections, but for what is quoted nowhere. Costs a
        parse; reads the article.
        """
        sections = {section.key: section for section in reversed(text.document.sections) if len(section.key) <= LONGEST}
        found = [section for section in text.document.sections if sections.get(section.key) is section]
        quoted = [section for section in found if section.key not in ("", UNQUOTED)]
        return [cls.of(text, at, section) for at, section in enumerate(quoted)]

    @classmethod
    def of(cls, text, position: int, section: Section) -> "Passage":
        """The passage of a section of a text, not saved. Reads the article."""
        told = {
            "heading": section.title,
            "asked": "\n".join(text.article.asked_by_section.get(section.key, [])),
            "body": "\n".join(filter(None, (plain_text(t) for t in section.tokens if t.type == "inline"))),
            "about": "\n".join([text.title, *text.article.also_called]),
        }
        words = {f"{name}_words": "\n".join(" ".join(stems(line)) for line in told[name].split("\n")) for name in told}
        return cls(variant=text, section=section.key, position=position, **told, **words)

    @cached_property
    def forms(self) -> dict[str, str]:
        """Each word of it once, folded, and as it is written."""
        told = "\n".join((self.heading, self.asked, self.body, self.about))
        return {word: told[start:end].lower() for start, end, word in spans(told)}


class WordQuerySet(models.QuerySet):
    def exchange(self, before: Iterable[Passage], after: Iterable[Passage]) -> None:
        """Count the words of passages that came, and no longer those of passages that went. Costs two queries."""
        change = Counter(form for passage in after for form in passage.forms)
        change.subtract(form for passage in before for form in passage.forms)
        forms = [form for form, times in change.items() if times]
        held = {word.form: word for word in self.filter(form__in=forms)}
        written = {form: as_is for passage in after for form, as_is in passage.forms.items()}
        words = [
            held.get(form) or Word.of(form, written[form]) for form in sorted(forms) if form in held or form in written
        ]
        for word in words:
            word.passages = max(0, word.passages + change[word.form])
        self.bulk_create(
            words, update_conflicts=True, unique_fields=["form"], update_fields=["passages"], batch_size=300
        )

    def counts(self, wanted: Iterable[str]) -> dict[str, int]:
        """In how many passages words of these stems stand, at most (two forms in one passage count twice). Costs a
        query.
        """
        found = self.filter(stem__in=set(wanted)).values_list("stem").annotate(models.Sum("passages"))
        return {of: times for of, times in found.order_by() if times}

    def written(self, forms: Iterable[str]) -> dict[str, str]:
        """How these words are written. Costs a query, if there are any."""
        wanted = set(forms)
        return dict(self.filter(form__in=wanted).values_list("form", "written")) if wanted else {}

    def like(self, form: str) -> list[str]:
        """Words in use that somebody may have meant who wrote this, the commonest first: they begin or sound alike.
        Costs a query.
        """
        alike = Q(start=form[:2]) | Q(sound=jellyfish.metaphone(form))
        found = self.filter(alike, passages__gt=0).order_by("-passages", "form")
        return list(found.values_list("form", flat=True)[:NEAR])


class Word(models.Model):
    """A word of the passages, folded and as it is written, and in how many of them it stands: the site's own
    vocabulary. Deleting a text leaves its words counted until `index_texts --all`; what is found never rests on them
    alone.
    """

    form = models.CharField(max_length=80, unique=True)
    written = models.CharField(max_length=80)
    start = models.CharField(max_length=2, db_index=True)
    stem = models.CharField(max_length=80, db_index=True)
    sound = models.CharField(max_length=80, db_index=True)
    passages = models.PositiveIntegerField(default=0)

    objects = WordQuerySet.as_manager()

    def __str__(self):
        return self.form

    @classmethod
    def of(cls, form: str, written: str) -> "Word":
        return cls(
            form=form, written=written[:80], start=form[:2], stem=stem(form), sound=jellyfish.metaphone(form)[:80]
        )
