"""Two people saved the same: what stands stored now beside what was typed, field by field, so that nothing is lost."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm
from django.utils.text import capfirst

from ..difference import Difference
from .fields import compared, label_of, words_of

SHORT = 80  # characters that are shown in one line, without marking the words that differ


@dataclass(frozen=True)
class Clash:
    """A field that says something else in the database than in the form. `is_theirs`: the one who is told did not
    touch it, so the form has taken the stored words over.
    """

    name: str
    label: str
    stored: str
    typed: str
    is_theirs: bool = False

    @property
    def is_short(self) -> bool:
        return max(len(self.stored), len(self.typed)) <= SHORT and "\n" not in self.stored + self.typed

    @cached_property
    def difference(self) -> Difference:
        """From what is stored to what was typed. Takes time: see `difference.difference`."""
        return compared([(self.label, self.stored, self.typed)])

    @property
    def in_a_line(self) -> str:
        """What the field itself is told."""
        if self.is_short:
            return f"Stored now: {self.stored or 'nothing'}"
        return "Somebody else changed this too. Both texts stand at the top of the page."


@dataclass
class Conflict:
    """Who has saved meanwhile and when (None where no history says it), and what differs."""

    by: str
    at: datetime | None
    clashes: list[Clash]

    @property
    def both(self) -> list[Clash]:
        return [clash for clash in self.clashes if not clash.is_theirs]

    @property
    def taken_over(self) -> list[Clash]:
        return [clash for clash in self.clashes if clash.is_theirs]

    @classmethod
    def of(cls, form: ModelForm, stored: Model, seen: int | None) -> "Conflict":
        """What stands between a form, filled in when the row had the version `seen`, and the row as it is stored now.

        Costs two queries.
        """
        rows = {row.version: row for row in stored.history.filter(version__in=[seen or 0, stored.version])}
        last, base = rows.get(stored.version), rows.get(seen)
        clashes = [_clash(form, stored, base, name) for name in form.fields if name in _columns(stored)]
        who = last.history_user if last else None
        return cls(str(who or "somebody else"), last and last.history_date, [clash for clash in clashes if clash])


def inline_clash(formset: BaseInlineFormSet) -> Clash | None:
    """What stands stored in the rows below the form and what was typed there; None if it is the same.

    Costs a query, and two for each relation in a row.
    """
    fresh = type(formset)(instance=formset.instance, prefix=formset.prefix, queryset=formset.queryset.all())
    stored, typed = _rows(fresh.initial_forms), _rows(formset.forms)
    label = capfirst(formset.model._meta.verbose_name_plural)
    return Clash(formset.prefix, label, stored, typed) if stored != typed else None


def _columns(row: Model) -> dict:
    return {field.name: field for field in (*row._meta.fields, *row._meta.many_to_many)}


def _clash(form: ModelForm, stored: Model, base, name: str) -> Clash | None:
    field = _columns(stored)[name]
    theirs = words_of(field, _value(stored, field))
    typed = words_of(field, form.cleaned_data.get(name, "")) if name in form.cleaned_data else str(form[name].value())
    if theirs.strip() == typed.strip():
        return None
    known = base and not field.many_to_many
    before = words_of(field, getattr(base, field.attname)) if known else None
    if before is not None and before.strip() == theirs.strip():
        return None  # only the one who is told has changed it
    return Clash(name, label_of(field), theirs, typed, is_theirs=before == typed)


def _value(row: Model, field):
    return list(getattr(row, field.name).all()) if field.many_to_many else getattr(row, field.attname)


def _rows(forms: list) -> str:
    """A line for each row that is filled in and not to be deleted."""
    lines = []
    for form in forms:
        gone = "DELETE" in form.fields and form["DELETE"].value()
        told = [] if gone else [_cell(form, name) for name in form.fields if name not in ("id", "DELETE")]
        if any(told):
            lines.append(" · ".join(filter(None, told)))
    return "\n".join(lines)


def _cell(form: ModelForm, name: str) -> str:
    bound = form[name]
    if bound.field.widget.is_hidden or (form.instance._state.adding and name not in form.changed_data):
        return ""
    value = bound.value()
    if isinstance(bound.field, ModelChoiceField):
        queryset = bound.field.queryset
        return str(queryset.filter(pk=value).first() or "") if str(value or "").isdigit() else ""
    return str("" if value is None else value).strip()
