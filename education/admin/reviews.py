"""Reviews, invitations and reviewers in lists. What happens to a review is decided on its own page, not here."""

from django.contrib import admin

from ..models import Invitation, Review, ReviewerProfile
from .versioned import ContentAdmin, SeenOnly


@admin.register(Review)
class ReviewAdmin(SeenOnly):
    list_display = ["variant", "severity", "state", "submitted_by", "submitted_at", "reviewer"]
    list_filter = ["state", "severity"]
    list_select_related = ["variant__article", "submitted_by", "reviewer"]


@admin.register(Invitation)
class InvitationAdmin(SeenOnly):
    list_display = ["name", "review", "created_at", "expires_at", "used_at", "revoked_at"]
    exclude = ["secret"]


@admin.register(ReviewerProfile)
class ReviewerProfileAdmin(ContentAdmin):
    list_display = ["name", "post"]
    search_fields = ["name"]
