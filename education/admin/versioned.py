"""Saving without losing: a form that refuses to overwrite what somebody else has saved in the meantime, and the admin
of all content around it.
"""

from collections.abc import Callable, Iterable

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.utils.text import capfirst

from ..models.edition import StaleVersion
from .audited import Audited
from .conflict import Conflict, inline_clash
from .fields import ListField
from .history import WithHistory

HIGHEST = 2**31 - 1
LONGEST_REASON = 100  # characters that the history keeps

admin.site.disable_action("delete_selected")  # one at a time, having seen what goes with it


class VersionedForm(forms.ModelForm):
    """Refuses to save over what somebody else has saved in the meantime. What was typed is kept, and `conflict` holds
    both texts; a field that the one who typed did not touch takes over what is stored.
    """

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=HIGHEST)
    conflict: Conflict | None = None

    def __init__(self, data=None, *args, **options):
        """Browsers send lines that end in CR LF; a text that differs only there was not changed."""
        super().__init__(_with_plain_line_ends(data), *args, **options)
        self.initial["seen_version"] = self.instance.version

    def clean(self):
        cleaned = super().clean()
        # Read as it is, not through a manager that leaves columns out.
        stored = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
        if stored and cleaned.get("seen_version") != stored.version:
            self._show_conflict(stored)
        return cleaned

    def _show_conflict(self, stored: models.Model) -> None:
        self.conflict = Conflict.of(self, stored, self.cleaned_data.get("seen_version"))
        self.add_error(
            None,
            "Somebody else saved this while you were writing. Nothing of yours is lost: it stands below, with theirs "
            "beside it. Bring the two together, then save again.",
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = stored.version
        for clash in self.conflict.taken_over:
            value = self.fields[clash.name].prepare_value(forms.model_to_dict(stored, [clash.name])[clash.name])
            self.data[self.add_prefix(clash.name)] = "" if value is None else value
        for clash in self.conflict.both:
            self.add_error(clash.name, clash.in_a_line)


class LabelledRows(forms.BaseInlineFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete this row"


class Rows(admin.TabularInline):
    """Rows below a form, each field with a name that is heard: the head of a column names none of them."""

    extra = 0
    formset = LabelledRows

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field:
            widget = getattr(field.widget, "widget", field.widget)  # that of a relation stands in another
            widget.attrs.setdefault("aria-label", capfirst(str(field.label)))
        return field


class ContentAdmin(Audited, WithHistory, admin.ModelAdmin):
    """What readers meet: every save is held to the version that was seen, kept in the history and logged.

    A subclass that saves otherwise than by `save` overrides `keep`, and nothing else.
    """

    form = VersionedForm
    save_on_top = True
    list_per_page = 50
    delete_confirmation_template = "admin/education/delete_confirmation.html"

    def keep(self, request, obj) -> None:
        """Save a row that was changed. Raises StaleVersion."""
        obj.save()

    # The form

    def get_fieldsets(self, request, obj=None):
        """The version that was seen travels in the form, whatever fields a subclass names."""
        fieldsets = [(name, dict(options)) for name, options in super().get_fieldsets(request, obj)]
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        for _, options in fieldsets:
            options["fields"] = [name for name in options["fields"] if name != "seen_version"]
        if may and fieldsets:
            fieldsets[0][1]["fields"].append("seen_version")
        return fieldsets

    def formfield_for_dbfield(self, db_field, request, **options):
        """A list is written as lines, not as JSON."""
        if isinstance(db_field, models.JSONField):
            return db_field.formfield(form_class=ListField, **options)
        return super().formfield_for_dbfield(db_field, request, **options)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Whoever is second in the same moment meets the form again, which then knows of the first; what had been
        saved of theirs was rolled back whole.
        """
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (StaleVersion, IntegrityError):
            return self._changeform_again(request, object_id, form_url, extra_context)

    def _changeform_again(self, request, *asked):
        """A form without a row that is stored, as no page of ours sends it, may bring that row a second time."""
        try:
            return super().changeform_view(request, *asked)
        except IntegrityError:
            told = "One of the rows stands here already. Nothing was saved. Look at the page as it is now."
            self.message_user(request, told, messages.ERROR)
            return HttpResponseRedirect(request.path)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        conflict = getattr(context["adminform"].form, "conflict", None)
        if conflict:
            formsets = [one.formset for one in context["inline_admin_formsets"]]
            conflict.clashes += filter(None, map(inline_clash, formsets))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A row that somebody else has deleted meanwhile becomes a new one: it can be saved again, or left out."""
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in options:
            rows = inline.get_queryset(request)
            name = next(field.name for field in rows.model._meta.fields if field.related_model is self.model)
            held = set(map(str, rows.filter(**{name: obj}).values_list("pk", flat=True))) if obj.pk else set()
            _make_new_what_is_gone(options["data"], prefix, held)
        return options

    # Saving

    def save_model(self, request, obj, form, change):
        """A form in which nothing was changed saves nothing."""
        if not change or form.has_changed():
            self._keep(request, obj, form.changed_data if change else ())

    def save_related(self, request, form, formsets, change):
        """A changed row below the form raises the version of the whole, so that two who change rows meet as well."""
        super().save_related(request, form, formsets, change)
        touched = [one for one in formsets if one.new_objects or one.changed_objects or one.deleted_objects]
        if change and touched and not form.has_changed():
            self._keep(request, form.instance, [])
        if touched:
            names = [str(one.model._meta.verbose_name_plural) for one in touched]
            reason = f"With {', '.join(names)}"
            form.instance.history.filter(version=form.instance.version).update(history_change_reason=reason)

    def _keep(self, request, obj, names: Iterable[str]) -> None:
        labels = [str(field.verbose_name) for field in obj._meta.many_to_many if field.name in names]
        obj._history_user = request.user
        obj._change_reason = f"With {', '.join(labels)}"[:LONGEST_REASON] if labels else None
        self.keep(request, obj)

    # The list

    def get_list_display(self, request):
        return [*super().get_list_display(request), "seen_version"]

    @admin.display(description="version")
    def seen_version(self, row) -> str:
        """The version that the list shows, which goes along with every action on it."""
        return render_to_string("desk/seen_version.html", {"row": row})

    def change_each(self, request, rows, change: Callable[[models.Model], list[str]], done: str) -> None:
        """Make the same change to each row that nobody has saved since the list was shown, each in a transaction of
        its own; say what was done (`done`, after a number) and to which rows nothing was.

        `change` sets what it changes and names the fields. Costs about seven queries a row.
        """
        count = 0
        shown = [row for row in rows if f"seen-{row.pk}" in request.POST]
        if unseen := len(rows) - len(shown):
            message = f"{unseen} were not on the page that you saw; nothing was done to them. Go page by page."
            self.message_user(request, message, messages.WARNING)
        for row in shown:
            try:
                with transaction.atomic():
                    count += self._change_one(request, row, change)
            except StaleVersion:
                message = f"“{row}” was saved by somebody else since this list was shown; nothing was done to it."
                self.message_user(request, message, messages.WARNING)
        self.message_user(request, f"{count} {done}", messages.SUCCESS if count else messages.INFO)

    def _change_one(self, request, row, change) -> bool:
        if request.POST.get(f"seen-{row.pk}") != str(row.version):
            raise StaleVersion
        names = change(row)
        if names:
            self._keep(request, row, names)
            labels = [str(row._meta.get_field(name).verbose_name) for name in names]
            self.log_change(request, row, [{"changed": {"fields": labels}}])
        return bool(names)

    # Deleting

    def delete_view(self, request, object_id, extra_context=None):
        """Asks first, and deletes only what was seen then."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except StaleVersion:
            told = "Somebody else saved this since you were asked. Nothing was deleted. Look at it, then decide again."
        except ProtectedError:
            told = "Something that must be kept has begun to rest on this. Nothing was deleted."
        self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(request.path)

    def delete_model(self, request, obj):
        now = type(obj).objects.select_for_update().filter(pk=obj.pk).first()
        if not now or request.POST.get("seen_version") != str(now.version):
            raise StaleVersion
        obj._history_user = request.user
        super().delete_model(request, obj)


class SeenOnly(admin.ModelAdmin):
    """A list that nobody changes here, not even an administrator."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _with_plain_line_ends(data):
    if not isinstance(data, QueryDict):
        return data
    plain = data.copy()
    for name, values in data.lists():
        plain.setlist(name, [value.replace("\r\n", "\n").replace("\r", "\n") for value in values])
    return plain


def _make_new_what_is_gone(data: QueryDict, prefix: str, held: set[str]) -> None:
    """Put the rows that are no longer there behind those that are, as new ones."""
    count = data.get(f"{prefix}-INITIAL_FORMS", "")
    rows = int(count) if count.isdecimal() and len(count) < 5 else 0
    for at in reversed(range(rows)):
        if data.get(f"{prefix}-{at}-id") not in held:
            rows -= 1
            _swap(data, f"{prefix}-{at}-", f"{prefix}-{rows}-")
            data[f"{prefix}-{rows}-id"] = ""
            data[f"{prefix}-INITIAL_FORMS"] = str(rows)


def _swap(data: QueryDict, one: str, other: str) -> None:
    for name in {key.removeprefix(way) for way in (one, other) for key in data if key.startswith(way)}:
        first, second = data.getlist(one + name), data.getlist(other + name)
        data.setlist(one + name, second)
        data.setlist(other + name, first)
