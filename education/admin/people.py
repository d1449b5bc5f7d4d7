"""Accounts: who may enter the desk, and in which role."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm

from ..models import ReaderProfile, User


class ProfileInline(admin.StackedInline):
    model = ReaderProfile
    can_delete = False


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts by address; what readers like is theirs and shown only so that staff can help."""

    add_form = AdminUserCreationForm
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
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "usable_password", "password1", "password2"]})]
    inlines = [ProfileInline]
