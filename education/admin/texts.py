"""Texts: the draft of an article at a level, written and checked beside its preview."""

from django.contrib import admin
from markdownx.admin import MarkdownxModelAdmin

from ..models import Variant
from .versioned import ContentAdmin


@admin.register(Variant)
class VariantAdmin(ContentAdmin, MarkdownxModelAdmin):
    fields = ["article", "level", "language", "draft_title", "draft_summary", "draft"]
    list_display = ["draft_title", "article", "level", "language", "words", "changed_at"]
    list_filter = ["level", "language", "article"]
    list_select_related = ["article"]
    search_fields = ["draft_title", "draft", "article__slug"]

    def save_model(self, request, obj, form, change):
        obj.keep_draft(obj.drafted, by=request.user)
