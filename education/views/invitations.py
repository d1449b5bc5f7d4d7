"""An invited clinician without an account: sees one change and decides about it once.

Looking changes nothing, since programs that check mail open every link in it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from ..checking import Checking
from ..desk_forms import GuestForm
from ..editorial import Refused
from ..models import AuditEntry, Invitation, ReviewerProfile
from ..models.invitation import BadLink


@sensitive_variables("token")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The change, the evidence and the faults, and the form that approves or returns the text."""
    try:
        found = Invitation.find(token)
    except BadLink as bad:
        return _closed(request, str(bad), 404)
    if reason := found.why_closed:
        if request.method == "POST":
            AuditEntry.note(_visitor(request) or found.name, "decide refused", found, why=reason)
        return _closed(request, reason)
    if request.method == "POST":
        return _decided(request, found, token)
    form = GuestForm(instance=found.earlier, initial={"name": found.name})
    return _asked(request, found, token, form)


@sensitive_variables("token")
@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The frozen words as readers would see them."""
    try:
        found = Invitation.find(token)
    except BadLink as bad:
        return _closed(request, str(bad), 404)
    if found.why_closed:
        return _closed(request, found.why_closed)
    checking = Checking(found.review)
    context = {"reading": checking.page(), "review": checking.line, "token": token}
    return render(request, "education/invitation_page.html", context)


@sensitive_variables("token")
def _decided(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    approves = request.POST.get("decision") == "approve"
    form = GuestForm(request.POST, instance=found.earlier or ReviewerProfile(), approves=approves)
    if not form.is_valid():
        return _asked(request, found, token, form, status=400)
    decide = found.approve if approves else found.give_back
    try:
        decide(form.instance, form.cleaned_data["comment"], _visitor(request))
    except BadLink as bad:
        return _closed(request, str(bad))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _asked(request, found, token, form, status=409)
    context = {"invitation": found, "approves": approves}
    return render(request, "education/invitation_thanks.html", context)


@sensitive_variables("token")
def _asked(request: HttpRequest, found: Invitation, token: str, form: GuestForm, status: int = 200) -> HttpResponse:
    context = {"invitation": found, "checking": Checking(found.review), "form": form, "token": token}
    return render(request, "education/invitation.html", context, status=status)


def _closed(request: HttpRequest, reason: str, status: int = 410) -> HttpResponse:
    return render(request, "education/invitation_closed.html", {"reason": reason}, status=status)


def _visitor(request: HttpRequest):
    """The account that is signed in in this browser, or None."""
    return request.user if request.user.is_authenticated else None
