"""Fields as people read them: lists as lines, values as words, and what differs between two sets of values."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django import forms
from django.db import models
from django.db.models import Field
from django.utils import timezone
from django.utils.text import capfirst

from ..difference import Difference, difference
from ..wording import Wording

MOST_ENTRIES = 500
LONGEST_ENTRY = 200


class ListField(forms.CharField):
    """A list of words that is kept as JSON and written as one entry a line. Empty lines are dropped."""

    def __init__(self, *, encoder=None, decoder=None, help_text="", **options):
        """JSON's own options come along from the model's field, and mean nothing here."""
        widget = options.pop("widget", None) or forms.Textarea(
            attrs={"rows": 4, "cols": 60, "class": "vLargeTextField"}
        )
        options["show_hidden_initial"] = False  # the version that was seen says what was there
        super().__init__(widget=widget, help_text=f"One entry a line. {help_text}".strip(), **options)

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value):
        super().validate(value)
        if len(value) > MOST_ENTRIES:
            raise forms.ValidationError(f"These are {len(value)} entries. Keep {MOST_ENTRIES} at most.")
        for entry in value:
            if len(entry) > LONGEST_ENTRY:
                raise forms.ValidationError(f"“{entry[:40]}…” is longer than {LONGEST_ENTRY} characters. Shorten it.")

    def run_validators(self, value):
        """Those of CharField are about one line of text; each entry is looked at in `validate`."""

    def has_changed(self, initial, data):
        return not self.disabled and list(initial or []) != self.to_python(data)


def label_of(field: Field) -> str:
    """What a field is called. What readers meet and what editors write have the same names in a text."""
    is_live = not field.editable and isinstance(field, models.CharField | models.TextField)
    return f"{capfirst(field.verbose_name)}{' that readers meet' if is_live else ''}"


def words_of(field: Field, value) -> str:
    """The value of a field in words: a list as lines, a choice by its label. A relation's number costs a query."""
    if value is None or value == "":
        return ""
    if field.is_relation and isinstance(value, int):
        return str(field.related_model._base_manager.filter(pk=value).first() or f"number {value}")
    if field.many_to_many or isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(dict(field.flatchoices).get(value, value)).replace("\r\n", "\n").replace("\r", "\n")


def compared(told: Iterable[tuple[str, str, str]]) -> Difference:
    """The word difference of several fields, each given as its label, the words before and the words after."""
    parts = []
    for label, old, new in told:
        found = difference(Wording(body=old), Wording(body=new))
        parts += [replace(part, label=label) for part in found.fields if part.name == "body"]
    return Difference(tuple(parts))
