"""Claims, works, terms and the pages about the site; and what has to follow when a claim changes."""

import re
from itertools import groupby

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import URLField
from django.template.loader import render_to_string
from django.utils import timezone
from markdownx.admin import MarkdownxModelAdmin

from ..checks import entries, forbidden, texts
from ..files import Contents, Key, Record, rulebook
from ..models import Claim, GlossaryTerm, OutdatedMark, Page, Reference, Source
from ..passages import Resting, resting_on
from .fields import words_of
from .versioned import ContentAdmin, LabelledRows, Rows, VersionedForm

LONGEST_CLAIM = 2_000
NUMBER = re.compile(r"[0-9]{1,18}")
TOLD = ("text", "figures")  # fields of a claim that sentences rest on; so do its sources


class RuledForm(VersionedForm):
    """Refuses what the rules for the content folder refuse, in their words."""

    def records(self, values: dict) -> dict[Key, Record]:
        """The records to hold to the rules, the one in the form last."""
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            for told in _refusals(self.records(cleaned)):
                self.add_error(None, told)
        return cleaned


class ClaimForm(RuledForm):
    class Meta:
        help_texts = {"figures": "Each number that a text may give, as words: 88.5%, or 2,773 people."}

    def records(self, values):
        return {
            ("claim", values.get("key") or self.instance.key): {"claim": values["text"], "strength": values["strength"]}
        }

    def clean_text(self):
        """Raises ValidationError if it is no single statement any more; the rules take a while with very long ones."""
        text = self.cleaned_data["text"]
        if len(text) > LONGEST_CLAIM:
            raise forms.ValidationError(f"This has {len(text):,} characters. Say it in {LONGEST_CLAIM:,} at most.")
        return text


class TermForm(RuledForm):
    def records(self, values):
        """With the other terms, since no two may share a form. Costs a query."""
        others = GlossaryTerm.objects.filter(language=values["language"]).exclude(pk=self.instance.pk)
        held = {("term", other.key): {"term": other.term, "also": other.also} for other in others}
        own = {name: values[name] for name in ("term", "also", "meaning")}
        return held | {("term", values["key"]): own}


class PageForm(RuledForm):
    def records(self, values):
        return {("page", values["slug"]): {name: values[name] for name in ("title", "summary", "body")}}


class ReferenceForm(VersionedForm):
    def clean_url(self):
        """An address that has long stood there as http:// may stay; a new one is https."""
        url = self.cleaned_data["url"]
        if url and not url.startswith("https://") and url != self.instance.url:
            raise forms.ValidationError("Give an address that begins with https://, or leave it empty.")
        return url

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["title"] and not cleaned["description"]:
            self.add_error("title", "Give the title, or say in the description what the work is.")
        return cleaned


class SourceRows(LabelledRows):
    def clean(self):
        """Raises ValidationError if the claim would rest on nothing."""
        super().clean()
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        if not any(getattr(form, "cleaned_data", {}).get("reference") for form in kept):
            raise forms.ValidationError("Name at least one work that this claim rests on.")


class WorkSelect(AutocompleteSelect):
    """Django's own fails to show again what cannot be the number of a work."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if NUMBER.fullmatch(str(one))], attr)


class SourceInline(Rows):
    model = Source
    formset = SourceRows
    autocomplete_fields = ["reference"]

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "reference":
            options["widget"] = WorkSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)


@admin.register(Page)
class PageAdmin(ContentAdmin, MarkdownxModelAdmin):
    form = PageForm
    list_display = ["title", "slug", "language", "changed_at"]
    search_fields = ["title", "body"]


@admin.register(Claim)
class ClaimAdmin(ContentAdmin):
    """What a claim says stands in many texts: a change of it shows them, and marks those that readers meet."""

    form = ClaimForm
    list_display = ["key", "topic", "strength", "checked_on"]
    list_filter = ["topic", "strength"]
    search_fields = ["key", "text"]
    inlines = [SourceInline]
    actions = ["checked_today"]
    change_form_template = "admin/education/claim/change_form.html"

    def get_readonly_fields(self, request, obj=None):
        """Texts cite a claim by its key, so it stays."""
        return [*super().get_readonly_fields(request, obj), *(["key"] if obj else [])]

    @admin.action(description="Checked against their sources today", permissions=["change"])
    def checked_today(self, request, queryset):
        self.change_each(request, queryset, _checked_today, "marked as checked against their sources today.")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With every passage that rests on the claim. Costs three queries and a parse of each text that names it."""
        if obj and obj.pk:
            context["resting"] = _folded(resting_on(obj.key))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        was = _sources(form.instance) if change else []
        super().save_related(request, form, formsets, change)
        now = _sources(form.instance)
        if change:
            self._mark(request, form.instance, _changes(form, was, now))

    def _mark(self, request, claim: Claim, changes: list[str]) -> None:
        """Mark the texts whose live words rest on a claim that was changed so, and tell which they are."""
        resting = resting_on(claim.key) if changes else []
        live = {one.variant.pk: one.variant for one in resting if one.variant and one.stands == "live"}
        if live:
            why = f"The claim “{claim.key}”, on which it rests, was changed: {'; '.join(changes)}."
            OutdatedMark.of_claim(claim, live.values(), why if len(why) <= 400 else f"{why[:399]}…")
        others = {one.where for one in resting} - set(live.values())
        if resting:
            told = {"marked": list(live.values()), "others": sorted(others, key=str)}
            self.message_user(request, render_to_string("desk/marked.html", told), messages.WARNING)


@admin.register(Reference)
class ReferenceAdmin(ContentAdmin):
    form = ReferenceForm
    list_display = ["key", "kind", "year", "title", "incomplete"]
    list_filter = ["kind", "incomplete"]
    search_fields = ["key", "title", "authors", "description"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ContentAdmin):
    form = TermForm
    list_display = ["term", "meaning"]
    search_fields = ["term", "also", "meaning"]


def _refusals(records: dict[Key, Record]) -> list[str]:
    """What the rules of the folder have against the last of the records. Costs a parse of their words."""
    rules = rulebook(settings.CONTENT_DIR)
    held = records | rules.records
    contents = Contents(held, {key: (f"{key[0]} {key[1]}", 1) for key in held})
    entries.check(contents, [])
    forbidden.check(contents, texts(contents))
    own = " ".join(list(records)[-1])
    faults = sorted(fault for fault in contents.faults if fault.path == own and fault.is_error)
    return [f"{fault.message[:1].upper()}{fault.message[1:]}. {fault.remedy}." for fault in faults]


def _checked_today(claim: Claim) -> list[str]:
    today = timezone.localdate()
    if claim.checked_on == today:
        return []
    claim.checked_on = today
    return ["checked_on"]


def _sources(claim: Claim) -> list[str]:
    """The keys of the works it rests on. Their order says nothing."""
    return sorted(claim.sources.values_list("reference__key", flat=True))


def _changes(form: forms.ModelForm, was: list[str], now: list[str]) -> list[str]:
    """What of the claim was changed that sentences rest on, in words."""
    told = []
    for name in TOLD:
        if name in form.changed_data:
            column = Claim._meta.get_field(name)
            old, new = (
                ", ".join(words_of(column, one).split("\n")) for one in (form.initial[name], form.cleaned_data[name])
            )
            told.append(f"{column.verbose_name} (was: {old or 'none'}; now: {new or 'none'})")
    if was != now:
        gone, come = sorted(set(was) - set(now)), sorted(set(now) - set(was))
        told.append(
            f"sources ({'; '.join([*(f'no longer {key}' for key in gone), *(f'now also {key}' for key in come)])})"
        )
    return told


def _folded(resting: list[Resting]) -> list[tuple[str, list[Resting]]]:
    """The passages by article or page, in order."""
    return [(name, list(found)) for name, found in groupby(resting, key=_name)]


def _name(resting: Resting) -> str:
    variant = resting.variant
    return variant.article.slug if variant else f"The page “{resting.where.title}”"
