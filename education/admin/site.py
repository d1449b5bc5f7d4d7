"""The editors' desk as a whole: its name, and its door."""

from datetime import timedelta

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ..dashboard import Dashboard
from ..door import was_locked
from ..forms import StaffSignInForm
from ..models import AuditEntry, User

FAILED = "sign-in failed"
ONCE_IN = timedelta(minutes=1)


class DeskSite(AdminSite):
    """Django's admin in our words. Who comes in, and who tried to, is written down; for how long the desk stays open
    is `door.keep_open`'s business.
    """

    site_title = "Valvewise"
    site_header = "Valvewise editors’ desk"
    index_title = "The desk"
    enable_nav_sidebar = False  # a laptop screen belongs to the text; the first page lists everything
    login_form = StaffSignInForm

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """What the one who looks has to do, for those who may see the texts; else only the list of what they may see.
        Costs what `Dashboard` does, for the lists that the account has a right to.
        """
        sees = request.user.has_perms(["education.view_article", "education.view_variant"])
        told = {"title": "Your desk", "dashboard": Dashboard(request.user) if sees else None}
        return super().index(request, told | (extra_context or {}))

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The door. Each time that somebody comes in or is refused costs a row of the audit log."""
        response = super().login(request, extra_context)
        if request.method == "POST":
            if response.status_code == 302:
                AuditEntry.note(request.user, "sign-in", "desk")
            elif not was_locked(request):
                self._note_failure(response.context_data["form"].cleaned_data.get("username", ""))
        return response

    @staticmethod
    def _note_failure(email: str) -> None:
        """One row, which names the account or nobody: never what was typed, which may be a password in the wrong field.

        Of attempts without an account one a minute is enough, so that no stranger can fill the log.
        """
        account = User.objects.filter(email=email).first()
        lately = AuditEntry.objects.filter(action=FAILED, actor="unknown", at__gt=timezone.now() - ONCE_IN)
        if account or not lately.exists():
            AuditEntry.note(account, FAILED, "desk")
