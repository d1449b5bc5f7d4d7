"""Accounts: who may enter the desk, and in which role."""

import json
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ..models import AuditEntry, ReaderProfile, User
from ..passwords import STAFF_LENGTH

FLAGS = ("is_active", "is_staff", "is_superuser")
GROUPS = ("groups", "user_permissions")
LONGEST_STATE = 40  # characters that a row of the log holds
PASSWORD_PAGE = "auth_user_password_change"  # noqa: S105  (Django's name for an address)


class ProfileInline(admin.StackedInline):
    model = ReaderProfile
    can_delete = False


class AccountCreationForm(AdminUserCreationForm):
    """A new account. Whether it may enter the admin is asked at once, since that decides how long its password is."""

    class Meta:
        model = User
        fields = ["email", "is_staff"]
        help_texts = {"is_staff": f"Then the password needs at least {STAFF_LENGTH} characters."}


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts by address; what readers like is theirs and shown only so that staff can help.

    The audit log gets a row for each save and another for each role that it changed. It names an account by number, and
    Django's own log, which would keep the address after the account is deleted, gets none.
    """

    add_form = AccountCreationForm
    ordering = ["email"]
    list_display = ["email", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email"]
    readonly_fields = ["date_joined", "last_login"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        ("May", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "is_staff", "usable_password", "password1", "password2"]})
    ]
    inlines = [ProfileInline]

    # Who may

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """Roles are given by administrators: whoever could give them could give them to themselves."""
        given = () if request.user.is_superuser else ("is_staff", "is_superuser", *GROUPS)
        return [*super().get_readonly_fields(request, obj), *given]

    # What is written down

    def save_model(self, request, obj, form, change):
        form.roles_before = _roles(User.objects.get(pk=obj.pk) if change else None)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for name, now in _roles(form.instance).items():
            before = form.roles_before[name]
            if now != before:
                states = {"from_state": before[:LONGEST_STATE], "to_state": now[:LONGEST_STATE]}
                _note(request, "role changed", form.instance, why=f"{name}: {before} → {now}", **states)

    def log_addition(self, request, obj, message):
        _note(request, "create", obj)

    def log_change(self, request, obj, message):
        """A save that changed nothing is no deed."""
        if request.resolver_match.url_name == PASSWORD_PAGE:
            _note(request, "password changed", obj)
        elif message:
            told = LogEntry(action_flag=CHANGE, change_message=json.dumps(message)).get_change_message()
            _note(request, "edit", obj, why=told)

    def log_deletions(self, request, queryset):
        for account in queryset:
            _note(request, "delete", account)

    def user_change_password(self, request, id, form_url=""):
        """In one transaction with its row in the log."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        """What was done to the account stands in the audit log."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = reverse("admin:education_auditentry_changelist")
        return redirect(f"{rows}?{urlencode({'subject': f'account {object_id}'})}")


def _may_touch(request: HttpRequest, account: User | None) -> bool:
    """An account of the staff is the administrators' alone: whoever could set its password could act in its name."""
    return account is None or request.user.is_superuser or not (account.is_staff or account.is_superuser)


def _roles(account: User | None) -> dict[str, str]:
    """What an account may, in words by the name of the field; of None, what a new one may. Costs two queries."""
    flags = {
        str(User._meta.get_field(name).verbose_name): "yes" if getattr(account or User(), name) else "no"
        for name in FLAGS
    }
    held = {name: sorted(map(str, getattr(account, name).all())) if account else [] for name in GROUPS}
    return flags | {name.replace("user_", ""): ", ".join(names) or "none" for name, names in held.items()}


def _note(request: HttpRequest, action: str, account: User, **told: str) -> None:
    AuditEntry.note(request.user, action, f"account {account.pk}", **told)
