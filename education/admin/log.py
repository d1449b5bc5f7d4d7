"""What is only read: the audit log, readers' feedback, and what programs have found."""

from django.contrib import admin

from ..models import AuditEntry, Feedback, OutdatedMark, OutsideAddress
from .versioned import SeenOnly


@admin.register(AuditEntry)
class AuditEntryAdmin(SeenOnly):
    list_display = ["at", "actor", "action", "subject", "from_state", "to_state", "why"]
    list_filter = ["action"]


@admin.register(Feedback)
class FeedbackAdmin(SeenOnly):
    list_display = ["on", "variant", "section", "helpful", "reason", "words"]
    list_filter = ["helpful", "reason"]


@admin.register(OutdatedMark)
class OutdatedMarkAdmin(SeenOnly):
    list_display = ["variant", "why", "since", "ended_at"]


@admin.register(OutsideAddress)
class OutsideAddressAdmin(SeenOnly):
    list_display = ["url", "problem", "looked_at"]
