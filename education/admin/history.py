"""What was saved, by whom and when: the list, any two versions beside each other, and the way back to one."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from ..difference import Difference
from ..models import Variant
from ..models.edition import StaleVersion
from ..records import WHY as IMPORT
from ..wording import Wording
from .fields import compared, label_of, words_of

ROWS = 25  # on one page: each holds the whole text
NOTHING = "That version says what is stored now. There is nothing to bring back."
UNTOLD = {"id", "version", "created_at", "changed_at", "words"}


@dataclass(frozen=True)
class Saved:
    """One save, in words."""

    number: int
    at: datetime
    who: str
    version: int
    changed: list[str]
    why: str


class WithHistory(admin.ModelAdmin):
    """The history of a row whose model keeps one. Whoever may see the row may see it; whoever may change the row may
    go back, which is a save like any other.
    """

    object_history_template = "admin/education/history.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<path:object_id>/history/<int:number>/restore/", view, name=name), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """The saves, newest first; with `from` and `to`, what differs between two of them.

        Costs two queries, two more for a comparison, and that comparison.
        """
        obj = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        pages = Paginator(obj.history.select_related("history_user").order_by("-history_id"), ROWS)
        page = pages.get_page(request.GET.get("p"))
        two = self._chosen(request, obj)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {obj}", "object": obj, "opts": self.opts, "page": page, "two": two,
            "saves": _in_words(pages, page), "difference": _between(*two) if two else None,
            "may_restore": self.has_change_permission(request, obj), "is_text": isinstance(obj, Variant),
            **(extra_context or {}),
        }  # fmt: skip
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, context)

    def _chosen(self, request, obj) -> tuple[Model, Model] | None:
        """The two saves that were asked for, the older first; None, with a message if that was no good, otherwise."""
        asked = [request.GET[name] for name in ("from", "to") if name in request.GET]
        if not asked:
            return None
        numbers = {int(number) for number in asked if number.isdecimal() and len(number) < 10}
        rows = list(obj.history.filter(history_id__in=numbers).select_related("history_user").order_by("history_id"))
        if len(rows) != 2:
            message = "Choose two different versions of this list, one to compare from and one to compare to."
            self.message_user(request, message, messages.WARNING)
            return None
        return rows[0], rows[1]

    def restore_view(self, request, object_id, number: int):
        """Save again what was saved once. Of a text, the old draft becomes the draft; readers notice nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        obj = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        old = obj.history.filter(history_id=number).first() if obj and number < 2**31 else None
        if old is None:
            raise Http404("There is no such version")
        try:
            with transaction.atomic():
                refusals = self._restore(request, obj, old)
        except StaleVersion:
            refusals = ["Somebody else saved this since you looked at its history. Nothing was changed. Look again."]
        for told in refusals:
            self.message_user(request, told, messages.ERROR)
        if not refusals:
            self.message_user(request, _done(obj, old), messages.SUCCESS)
        page = "history" if refusals else "change"
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[obj.pk])
        )

    def _restore(self, request, obj, old) -> list[str]:
        """What stands against it; nothing if it was done. Raises StaleVersion."""
        if request.POST.get("seen_version") != str(obj.version):
            raise StaleVersion
        keep = self._keep_as_draft if isinstance(obj, Variant) else self._save_as_typed
        refusals = keep(request, obj, old)
        if not refusals:
            reason = f"Restored from version {old.version}"
            obj.history.filter(version=obj.version).update(history_change_reason=reason)
            self.log_change(request, obj, f"{reason}, saved on {timezone.localtime(old.history_date):%Y-%m-%d %H:%M}.")
        return refusals

    def _keep_as_draft(self, request, obj: Variant, old) -> list[str]:
        wording = Wording(old.draft_title, old.draft_summary, old.draft)
        if wording == obj.drafted:
            return [NOTHING]
        obj.keep_draft(wording, by=request.user)
        return []

    def _save_as_typed(self, request, obj, old) -> list[str]:
        """Send the old values through the form, so that every rule of today holds; what stands against them."""
        form_class = self.get_form(request, obj, change=True)
        was = type(obj)(**{field.attname: getattr(old, field.attname) for field in _fields(old)} | {"id": obj.pk})
        empty = form_class(instance=was)
        typed = {name: empty[name].value() for name in empty.fields}
        form = form_class(typed | {"seen_version": obj.version}, instance=obj)
        if not form.is_valid():
            return [f"{name}: {words}" for name, all_words in form.errors.items() for words in all_words]
        if not form.has_changed():
            return [NOTHING]
        self.save_model(request, self.save_form(request, form, change=True), form, change=True)
        self.save_related(request, form, [], change=True)
        return []


def _fields(row: Model) -> list:
    return [field for field in row.tracked_fields if field.name not in UNTOLD]


def _in_words(pages: Paginator, page) -> list[Saved]:
    """The saves of a page; each is told by what differs from the one before it, which may stand on the next page."""
    rows = list(pages.object_list[page.start_index() - 1 : page.end_index() + 1]) if pages.count else []
    before = [*rows[1:], None]
    return [_saved(row, older) for row, older in zip(rows, before, strict=True)][: len(page)]


def _saved(row: Model, older: Model | None) -> Saved:
    names = [] if older is None else _changed(older, row)
    changed = [label_of(field) for field in _fields(row) if field.name in names]
    if older is None:
        changed = ["Created" if row.history_type == "+" else "The oldest version that was kept"]
    who, why = _who(row, names), (row.history_change_reason or "").capitalize()
    return Saved(row.history_id, row.history_date, who, row.version, changed, "" if who == "An import" else why)


def _changed(older: Model, row: Model) -> list[str]:
    return [field.name for field in _fields(row) if getattr(older, field.attname) != getattr(row, field.attname)]


def _who(row: Model, names: list[str]) -> str:
    """Who saved it. Without an account it was an import, or a clinician who was invited and approved it."""
    if row.history_user:
        return str(row.history_user)
    if row.history_change_reason == IMPORT:
        return "An import"
    if "checked_at" in names:
        return f"{words_of(row._meta.get_field('checked_by'), row.checked_by_id)}, an invited clinician"
    if "body" in names:
        return "An invited clinician, or an account that is gone"
    return "A program, or an account that is gone"


def _between(older: Model, newer: Model) -> Difference:
    """What differs between two saves, in every field. Takes time with long texts."""
    names = _changed(older, newer)
    fields = [field for field in _fields(newer) if field.name in names]
    return compared(
        (label_of(field), *(words_of(field, getattr(row, field.attname)) for row in (older, newer))) for field in fields
    )


def _done(obj: Model, old: Model) -> str:
    if isinstance(obj, Variant):
        return f"The draft says again what it said in version {old.version}. Readers meet what they met before."
    return f"Version {old.version} stands again, as a new version."
