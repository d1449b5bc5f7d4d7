"""The admin: every model, registered plainly. Editors' workflow and dashboards are built on top of this.

Rank 4: imports the models.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import URLField
from markdownx.admin import MarkdownxModelAdmin

from .models import Article, Claim, Code, GlossaryTerm, Page, Question, ReaderProfile, Reference, Source, User, Variant


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


class QuestionInline(admin.TabularInline):
    model = Question
    extra = 0


class CodeInline(admin.TabularInline):
    model = Code
    extra = 0


class SourceInline(admin.TabularInline):
    model = Source
    extra = 0
    autocomplete_fields = ["reference"]


@admin.register(Article)
class ArticleAdmin(ContentAdmin):
    list_display = ["slug", "stage", "position", "changed_at"]
    list_filter = ["stage"]
    search_fields = ["slug"]
    filter_horizontal = ["related"]
    inlines = [QuestionInline, CodeInline]


@admin.register(Variant)
class VariantAdmin(ContentAdmin, MarkdownxModelAdmin):
    list_display = ["title", "article", "level", "language", "words", "changed_at"]
    list_filter = ["level", "language", "article"]
    list_select_related = ["article"]
    search_fields = ["title", "body", "article__slug"]
    readonly_fields = ["words", "created_at", "changed_at"]


@admin.register(Page)
class PageAdmin(ContentAdmin, MarkdownxModelAdmin):
    list_display = ["title", "slug", "language", "changed_at"]
    search_fields = ["title", "body"]


@admin.register(Claim)
class ClaimAdmin(ContentAdmin):
    list_display = ["key", "topic", "strength", "checked_on"]
    list_filter = ["topic", "strength"]
    search_fields = ["key", "text"]
    inlines = [SourceInline]


@admin.register(Reference)
class ReferenceAdmin(ContentAdmin):
    list_display = ["key", "kind", "year", "title", "incomplete"]
    list_filter = ["kind", "incomplete"]
    search_fields = ["key", "title", "authors", "description"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ContentAdmin):
    list_display = ["term", "meaning"]
    search_fields = ["term", "also", "meaning"]


class ProfileInline(admin.StackedInline):
    model = ReaderProfile
    can_delete = False


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts by address; what readers like is theirs and shown only so that staff can help."""

    add_form = AdminUserCreationForm
    ordering = ["email"]
    list_display = ["email", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email"]
    readonly_fields = ["date_joined", "last_login"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        ("May", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "usable_password", "password1", "password2"]})]
    inlines = [ProfileInline]
