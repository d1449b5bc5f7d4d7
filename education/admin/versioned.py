"""Saving without losing: a form that refuses to overwrite what somebody else has saved in the meantime."""

from django import forms
from django.contrib import admin


class VersionedForm(forms.ModelForm):
    """Refuses to save over what somebody else has saved in the meantime; shows theirs beside what was typed, which
    is kept.
    """

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial["seen_version"] = self.instance.version

    def clean(self):
        cleaned = super().clean()
        stored = type(self.instance).objects.filter(pk=self.instance.pk).first()
        if stored and cleaned.get("seen_version") != stored.version:
            self._show_conflict(stored)
        return cleaned

    def _show_conflict(self, stored) -> None:
        self.add_error(
            None,
            "Somebody else saved this while you were writing. Nothing of yours is lost: it stands below, with theirs "
            "beside it. Bring the two together, then save again.",
        )
        for name in set(self.changed_data) & set(self.fields) - {"seen_version"}:
            theirs = forms.model_to_dict(stored, [name]).get(name)
            if name in self.cleaned_data and theirs != self.cleaned_data[name]:
                self.add_error(name, f"Stored now: {theirs}")
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = stored.version


class ContentAdmin(admin.ModelAdmin):
    form = VersionedForm
    save_on_top = True


class SeenOnly(admin.ModelAdmin):
    """A list that nobody changes here, not even an administrator."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
