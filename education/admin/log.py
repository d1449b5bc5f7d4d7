"""What is only read: the audit log, readers' feedback, and what programs have found."""

from django.contrib import admin, messages

from ..editorial import Refused
from ..models import AuditEntry, Feedback, OutdatedMark, OutsideAddress, Variant
from .versioned import SeenOnly


class ByLevel(admin.SimpleListFilter):
    """The level of the text; its article is another filter."""

    title = "reading level"
    parameter_name = "level"

    def lookups(self, request, model_admin):
        return Variant._meta.get_field("level").choices

    def queryset(self, request, queryset):
        levels = [level for level, _ in self.lookup_choices]
        return queryset.filter(variant__level=self.value()) if self.value() in levels else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(SeenOnly):
    """Who did what; nobody writes here, and the rows themselves refuse it too."""

    list_display = ["at", "by", "action", "subject", "from_state", "to_state", "why"]
    list_filter = ["at", "action"]
    list_select_related = ["who"]
    search_fields = ["subject", "actor", "why", "who__email"]
    search_help_text = "What it was done to, by whom, or why"
    date_hierarchy = "at"
    list_per_page = 50

    @admin.display(description="by", ordering="actor")
    def by(self, entry) -> str:
        """The account's address while there is one; else what was noted of them."""
        return entry.who.email if entry.who else entry.actor


@admin.register(Feedback)
class FeedbackAdmin(SeenOnly):
    """What readers said of texts. It stays as it came in, but for words that should not have been written."""

    list_display = ["on", "variant", "section", "helpful", "reason", "words"]
    list_filter = [ByLevel, "helpful", "reason", ("words", admin.EmptyFieldListFilter), "variant__article"]
    list_select_related = ["variant__article"]
    search_fields = ["words"]
    list_per_page = 50
    actions = ["take_words_away"]

    def has_take_words_permission(self, request) -> bool:
        return request.user.has_perm("education.submit_review")

    @admin.action(description="Take the words away", permissions=["take_words"])
    def take_words_away(self, request, rows):
        count = 0
        for feedback in rows.exclude(words=""):
            try:
                feedback.take_words_away(request.user)
            except Refused as refused:
                self.message_user(request, str(refused), messages.ERROR)
                return
            count += 1
        said = f"The words of {count} answers were taken away. The answers still count."
        self.message_user(request, said if count else "There were no words to take away.")


@admin.register(OutdatedMark)
class OutdatedMarkAdmin(SeenOnly):
    list_display = ["variant", "why", "since", "ended_at"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter), ByLevel, "variant__article"]
    list_select_related = ["variant__article"]


@admin.register(OutsideAddress)
class OutsideAddressAdmin(SeenOnly):
    """Rows come and go with `manage.py check_links`."""

    list_display = ["url", "problem", "looked_at"]
    list_filter = [("problem", admin.EmptyFieldListFilter)]
    search_fields = ["url", "problem"]
