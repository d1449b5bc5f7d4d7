"""Texts: the draft of an article at a level, written and checked beside its preview."""

import re

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, When
from django.utils import timezone
from markdownx.admin import MarkdownxModelAdmin
from markdownx.models import MarkdownxField
from markdownx.widgets import AdminMarkdownxWidget

from .. import helps
from ..assessment import assess
from ..findings import Findings
from ..levels import ReadingLevel
from ..models import OutdatedMark, Presence, Variant
from .versioned import ContentAdmin

PLACE = ("article", "level", "language")  # chosen once: a text never moves
FROM_PLAIN = Case(*(When(level=level, then=place) for place, level in enumerate(ReadingLevel)))
TOKEN = re.compile(r"[0-9a-f]{32}")


class Editor(AdminMarkdownxWidget):
    """The text itself. The preview, uploads and all that stands beside it come with our own scripts: markdownx's takes
    undo away when it puts a picture in, and asks for a preview at every key.
    """

    template_name = "django/forms/widgets/textarea.html"

    class Media:
        extend = False
        css: dict = {}
        js = ()


@admin.register(Variant)
class VariantAdmin(ContentAdmin, MarkdownxModelAdmin):
    formfield_overrides = {MarkdownxField: {"widget": Editor(attrs={"rows": 24, "spellcheck": "true"})}}
    fieldsets = [(None, {"fields": [PLACE, "draft_title", "draft_summary"]}), ("Text", {"fields": ["draft"]})]
    list_display = ["draft_title", "article", "level", "standing", "due", "changed"]
    list_filter = ["level", "article"]
    search_fields = ["draft_title", "draft", "article__slug"]
    ordering = ["article__position", "article__slug", FROM_PLAIN.asc()]
    save_on_top = False  # the text stands between the buttons and the end, and Ctrl+S saves from anywhere

    class Media:
        js = ("js/desk/keep.js",)  # on the list too, where a save may lead: it forgets the words that are saved now

    def get_queryset(self, request):
        return super().get_queryset(request).with_standing()

    def get_fieldsets(self, request, obj=None):
        """Where a text stands is chosen when it is made; afterwards the page says it in its head."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            fieldsets[0][1]["fields"] = [name for name in fieldsets[0][1]["fields"] if name != PLACE]
        return fieldsets

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name == "draft_summary":
            options["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **options)

    @admin.display(description="standing")
    def standing(self, text: Variant) -> str:
        return text.standing

    @admin.display(description="next check due", empty_value="none yet")
    def due(self, text: Variant):
        return text.due_on

    @admin.display(description="changed", ordering="changed_at")
    def changed(self, text: Variant):
        return timezone.localdate(text.changed_at)

    def keep(self, request, obj) -> None:
        obj.draft_summary = " ".join(obj.draft_summary.split())  # one line, however it was typed
        obj.keep_draft(obj.drafted, by=request.user)

    def message_user(self, request, message, level=messages.INFO, extra_tags="", fail_silently=False):
        """What says that the text is saved also says, to the script on the page that shows it, which words these were;
        it kept a copy of them in the browser.
        """
        token = request.POST.get("kept_as", "")
        if level == messages.SUCCESS and TOKEN.fullmatch(token):
            extra_tags = f"{extra_tags} saved-{token}".strip()
        super().message_user(request, message, level, extra_tags, fail_silently)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Costs what an assessment does, some ten queries, and a parse for each of the other levels."""
        may_write = self.has_add_permission(request) if add else self.has_change_permission(request, obj)
        context["may_write"] = may_write
        if may_write:
            context |= {"blocks": helps.blocks(), "drawings": helps.drawings()}
        if obj:
            context |= _beside(obj)
        if obj and may_write:
            context |= {"sections": helps.sections(obj), "others": Presence.sign(obj, request.user)}
        return super().render_change_form(request, context, add, change, form_url, obj)


def _beside(text: Variant) -> dict:
    """What the page tells of a text that is there: where it stands, and what is found in its draft."""
    return {
        "text": text,
        "latest": text.latest,
        "marks": OutdatedMark.objects.filter(variant=text, ended_at=None).select_related("review"),
        "findings": Findings(assess(text, text.drafted)),
    }
