"""What readers want that we do not have: their questions, and words that they looked for. To do, not to be edited."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse

from ..editorial import Refused
from ..models import MissedWord, SentQuestion
from ..models.wanted import State
from .reviews import Queue, StateFilter
from .versioned import SeenOnly


class ToDoFilter(StateFilter):
    """Open ones unless another state is asked for."""

    def lookups(self, request, model_admin):
        states = State.choices if model_admin.model is SentQuestion else [(State.SET_ASIDE, State.SET_ASIDE.label)]
        return [*(choice for choice in states if choice[0] != State.OPEN), ("all", "All")]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        known = self.value() in dict(self.lookup_choices)
        return queryset.filter(state=self.value()) if known else queryset.open()


class ToDo(SeenOnly):
    """A list whose steps the rows themselves allow or refuse."""

    list_filter = [ToDoFilter]
    list_per_page = 50

    class Media:
        css = {"all": ["css/desk/review.css"]}

    def has_close_permission(self, request) -> bool:
        return request.user.has_perm(f"education.change_{self.opts.model_name}")

    def _each(self, request, rows, step: Callable, done: str) -> None:
        """Each row by itself: what is refused is told with its reason and stops none of the others."""
        count = 0
        for row in rows:
            try:
                step(row, request.user)
            except Refused as refused:
                self.message_user(request, f"{row}: {refused}", messages.ERROR)
            else:
                count += 1
        if count:
            self.message_user(request, f"{done}: {count}.", messages.SUCCESS)


class Questions(Queue):
    """Each row leads to the page of its question."""

    def url_for_result(self, result):
        return reverse("desk:question", args=[result.pk])


@admin.register(SentQuestion)
class SentQuestionAdmin(ToDo):
    """Questions stay as they came in, but for words that should not have been written."""

    list_display = ["told", "on", "state", "answered_by", "section", "closed_on"]
    list_select_related = ["answered_by"]
    search_fields = ["words"]
    actions = ["take_words_away"]

    def get_changelist(self, request, **options):
        return Questions

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of the question stands on the desk."""
        if not object_id.isdecimal():
            return super().change_view(request, object_id, form_url, extra_context)
        return redirect("desk:question", int(object_id))

    @admin.display(description="question", ordering="words")
    def told(self, question: SentQuestion) -> str:
        return question.words or "The words were taken away"

    @admin.action(description="Take the words away", permissions=["close"])
    def take_words_away(self, request, rows):
        self._each(request, rows.exclude(words=""), SentQuestion.take_words_away, "Words taken away")


@admin.register(MissedWord)
class MissedWordAdmin(ToDo):
    list_display = ["word", "times", "since", "state"]
    search_fields = ["word"]
    actions = ["set_aside", "take_up"]

    @admin.action(description="Set aside", permissions=["close"])
    def set_aside(self, request, rows):
        self._each(request, rows, MissedWord.set_aside, "Set aside")

    @admin.action(description="Show again", permissions=["close"])
    def take_up(self, request, rows):
        self._each(request, rows, MissedWord.take_up, "Shown again")
