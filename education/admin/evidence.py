"""Claims, works, terms and the pages about the site."""

from django.contrib import admin
from django.db.models import URLField
from markdownx.admin import MarkdownxModelAdmin

from ..models import Claim, GlossaryTerm, Page, Reference, Source
from .versioned import ContentAdmin


class SourceInline(admin.TabularInline):
    model = Source
    extra = 0
    autocomplete_fields = ["reference"]


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
