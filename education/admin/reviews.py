"""Reviews, invitations and reviewers in lists. What happens to a review is decided by the review, never here."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ..desk_forms import CommentForm
from ..editorial import OPEN, Refused, ReviewState, Severity
from ..models import Invitation, Review, ReviewerProfile
from .versioned import ContentAdmin, SeenOnly


class StateFilter(admin.SimpleListFilter):
    """Open reviews unless another state is asked for: the list is a queue."""

    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        decided = [choice for choice in ReviewState.choices if choice[0] not in (*OPEN, ReviewState.DRAFT)]
        return [("submitted", "Submitted"), ("under-review", "Under review"), *decided, ("all", "All")]

    def choices(self, changelist):
        """“Open” in place of Django's “All”."""
        first, *others = super().choices(changelist)
        return [first | {"display": "Open"}, *others]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        known = self.value() in dict(self.lookup_choices)
        return queryset.filter(state__in=[self.value()] if known else OPEN)


class Queue(ChangeList):
    """Each row leads to the page of its review."""

    def url_for_result(self, result):
        return reverse("desk:review", args=[result.pk])


@admin.register(Review)
class ReviewAdmin(SeenOnly):
    list_display = ["of_text", "means", "state", "handed_in", "submitted_by", "on_it", "due"]
    list_filter = [StateFilter, "severity", "variant__level"]
    search_fields = ["title", "note", "variant__article__slug"]
    ordering = ["-pk"]
    list_per_page = 50
    actions = ["start", "approve", "give_back"]

    class Media:
        css = {"all": ["css/desk/review.css"]}

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Reviews"} | (extra_context or {}))

    def get_changelist(self, request, **options):
        return Queue

    def get_queryset(self, request):
        return super().get_queryset(request).for_lists()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of the review stands on the desk."""
        if not object_id.isdecimal():
            return super().change_view(request, object_id, form_url, extra_context)
        return redirect("desk:review", int(object_id))

    @admin.display(description="text", ordering="variant")
    def of_text(self, review: Review) -> str:
        return str(review.variant)

    @admin.display(description="means", ordering="severity")
    def means(self, review: Review) -> str:
        return Severity(review.severity).name.capitalize()

    @admin.display(description="handed in", ordering="submitted_at")
    def handed_in(self, review: Review):
        return timezone.localdate(review.submitted_at)

    @admin.display(description="on it", ordering="started_by")
    def on_it(self, review: Review) -> str:
        return str(review.started_by or review.reviewer or "")

    @admin.display(description="check due")
    def due(self, review: Review):
        """When the check of what readers meet is due; empty if nobody has checked it."""
        return review.variant.due_on

    @admin.action(description="Start")
    def start(self, request, queryset):
        self._each(request, queryset, lambda review: review.start(request.user), "You are on it now")

    @admin.action(description="Approve")
    def approve(self, request, queryset):
        self._each(request, queryset, lambda review: review.approve(request.user), "Approved")

    @admin.action(description="Return with a comment")
    def give_back(self, request, queryset):
        """Asks for the comment first."""
        form = CommentForm(request.POST if "return" in request.POST else None, label="What has to change?")
        if not form.is_valid():
            return self._asked_why(request, queryset, form)
        comment = form.cleaned_data["comment"]
        return self._each(request, queryset, lambda review: review.give_back(request.user, comment), "Returned")

    def _asked_why(self, request: HttpRequest, queryset: QuerySet, form: CommentForm) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": "Return with a comment", "reviews": queryset, "form": form, "opts": self.opts,
        }  # fmt: skip
        return render(request, "desk/return_many.html", context)

    def _each(self, request: HttpRequest, queryset: QuerySet, step: Callable[[Review], None], done: str) -> None:
        """Each row by itself: what the review refuses is told with its reason and stops none of the others."""
        for review in queryset:
            try:
                step(review)
            except Refused as refused:
                self.message_user(request, f"{review.variant}: {refused}", messages.ERROR)
            else:
                self.message_user(request, f"{review.variant}: {done}.", messages.SUCCESS)


@admin.register(Invitation)
class InvitationAdmin(SeenOnly):
    """Who was asked. What the link is made of is shown nowhere."""

    list_display = ["name", "review", "created_at", "expires_at", "used_at", "revoked_at"]
    list_select_related = ["review__variant__article"]
    exclude = ["secret"]


@admin.register(ReviewerProfile)
class ReviewerProfileAdmin(ContentAdmin):
    """Reviewers say themselves who they are; only an administrator may put right what others have said."""

    list_display = ["name", "post"]
    search_fields = ["name"]
    fields = ["name", "post", "credentials", "conflicts"]

    def get_fields(self, request, obj=None):
        return [*(["user"] if request.user.is_superuser else []), *self.fields]

    def get_queryset(self, request):
        """Whoever may change profiles, but not all of them, sees their own; whoever may only look sees all."""
        rows = super().get_queryset(request)
        may_change = super().has_change_permission(request)
        return rows if request.user.is_superuser or not may_change else rows.filter(user=request.user)

    def has_add_permission(self, request):
        if not super().has_add_permission(request):
            return False
        return request.user.is_superuser or not ReviewerProfile.objects.filter(user=request.user).exists()

    def has_change_permission(self, request, obj=None):
        is_own = obj is None or request.user.is_superuser or obj.user_id == request.user.pk
        return is_own and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if not request.user.is_superuser:
            obj.user = request.user
        super().save_model(request, obj, form, change)
