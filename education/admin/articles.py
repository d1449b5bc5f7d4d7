"""Articles: what they are about, with their questions and codes."""

from django.contrib import admin

from ..models import Article, Code, Question
from .versioned import ContentAdmin


class QuestionInline(admin.TabularInline):
    model = Question
    extra = 0


class CodeInline(admin.TabularInline):
    model = Code
    extra = 0


@admin.register(Article)
class ArticleAdmin(ContentAdmin):
    list_display = ["slug", "stage", "position", "changed_at"]
    list_filter = ["stage"]
    search_fields = ["slug"]
    filter_horizontal = ["related"]
    inlines = [QuestionInline, CodeInline]
