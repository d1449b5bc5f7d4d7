"""The log of what is done in the admin: beside Django's own entries one row of the audit log for each deed."""

from django.contrib import admin

from ..models import AuditEntry


class Audited(admin.ModelAdmin):
    """Writes one row of the audit log for each row that is added, changed or deleted, in the same transaction: what is
    rolled back leaves none. Goes before Django's class in the bases. Costs a query a deed.
    """

    def log_addition(self, request, obj, message):
        return self._log(request, "create", obj, super().log_addition(request, obj, message))

    def log_change(self, request, obj, message):
        """A save that changed nothing is no deed."""
        if message:
            return self._log(request, "edit", obj, super().log_change(request, obj, message))
        return None

    def log_deletions(self, request, queryset):
        for obj in queryset:
            AuditEntry.note(request.user, "delete", obj)
        return super().log_deletions(request, queryset)

    def _log(self, request, action: str, obj, entry):
        AuditEntry.note(request.user, action, obj, why=entry.get_change_message())
        return entry
