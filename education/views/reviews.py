"""Handing in, reviewing, inviting: a text's way from a draft to readers, on the editors' desk.

What may be done is decided by the review itself; a refusal is shown with its reason, and what was typed with it.
"""

from collections.abc import Callable
from smtplib import SMTPException

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.mail import send_mail
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..assessment import assess
from ..checking import Checking
from ..desk_forms import CommentForm, InviteForm, SubmitForm
from ..difference import difference
from ..editorial import Refused, ReviewState, Severity
from ..models import AuditEntry, Invitation, Review, User, Variant

see = permission_required("education.view_review", raise_exception=True)
hand_in = permission_required("education.submit_review", raise_exception=True)


def _desk(request: HttpRequest, template: str, status: int = 200, **context) -> HttpResponse:
    return render(request, template, admin.site.each_context(request) | context, status=status)


# Handing in


@require_http_methods(["GET", "HEAD", "POST"])
@admin.site.admin_view
@hand_in
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of a text beside what readers meet, what is wrong with it, and the form that hands it in."""
    variant = get_object_or_404(Variant.objects.select_related("article", "checked_by"), pk=pk)
    assessment = assess(variant, variant.drafted)
    form = SubmitForm(variant, assessment, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review = Review.submit(variant, request.user, **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The text is handed in. From here on this page shows what becomes of it.")
            return redirect("desk:review", review.pk)
    context = {
        "title": f"Hand in: {variant.draft_title or variant}",
        "variant": variant,
        "form": form,
        "assessment": assessment,
        "difference": difference(variant.live, variant.drafted),
        "open_review": variant.reviews.open().first(),
        "marks": variant.marks.filter(ended_at=None),
    }
    status = 409 if form.is_stale else 400 if form.errors else 200
    return _desk(request, "desk/submit.html", status, **context)


# Reviewing


def _review(pk: int) -> Review:
    people = ("submitted_by", "started_by", "decided_by", "reviewer", "carries_over__variant__article")
    return get_object_or_404(Review.objects.select_related("variant__article", *people), pk=pk)


@require_safe
@admin.site.admin_view
@see
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is needed to decide about a text, and what may be done with it by whoever looks at it."""
    return _shown(request, _review(pk))


def _shown(request: HttpRequest, found: Review, refused: str = "", **typed) -> HttpResponse:
    steps, invitations = _history(found)
    context = {
        "title": f"Review {found.pk}: {found.title}",
        "review": found,
        "checking": Checking(found),
        "refused": refused,
        "typed": typed,
        "why_not": found.why_not_decide(request.user),
        "steps": steps,
        "was_withdrawn": any(step.action == "withdraw" for step in steps),
        "invitations": invitations,
        "marks": found.variant.marks.filter(ended_at=None),
        "forms": _forms(request, found, typed),
    }
    return _desk(request, "desk/review.html", 409 if refused else 200, **context)


def _history(found: Review) -> tuple[list[AuditEntry], list[Invitation]]:
    """What was done about the review, the newest first, and who was asked."""
    invitations = list(found.invitations.select_related("review", "invited_by"))
    asked = Q(kind="invitation", number__in=[str(invitation.pk) for invitation in invitations])
    steps = AuditEntry.objects.filter(Q(kind="review", number=str(found.pk)) | asked).select_related("who")
    return list(steps), invitations


def _forms(request: HttpRequest, found: Review, typed: dict) -> dict:
    """The forms that the page shows: those whose step the state and the person allow."""
    if not found.is_open:
        return {}
    made, told = {}, {name: value for name, value in typed.items() if value}
    if found.state == ReviewState.UNDER_REVIEW:
        made["approve"] = CommentForm(label="Comment, if you like", auto_id="approve_%s", required=False, initial=told)
        made["return"] = CommentForm(label="What has to change?", auto_id="return_%s", initial=told)
    if request.user.has_perm("education.submit_review"):
        made["withdraw"] = CommentForm(label="Why?", auto_id="withdraw_%s", initial=told)
    if request.user.has_perm("education.add_invitation") and found.severity != Severity.TYPO:
        made["invite"] = InviteForm(auto_id="invite_%s", initial=told)
    return made


@require_safe
@admin.site.admin_view
@see
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen words as readers would see them."""
    checking = Checking(_review(pk))
    return render(request, "desk/review_page.html", {"reading": checking.page(), "review": checking.line, "of": pk})


def _step(request: HttpRequest, pk: int, said: str, take: Callable[[Review, User, str], None]) -> HttpResponse:
    """Take a step; back on the page of the review it is told what was done, or why not, with what was typed."""
    found = _review(pk)
    form = CommentForm(request.POST, required=False)
    if not form.is_valid():
        return _shown(request, found, f"The comment is too long. {form.errors['comment'][0]}", **request.POST.dict())
    comment = form.cleaned_data["comment"]
    try:
        take(found, request.user, comment)
    except Refused as refused:
        return _shown(request, _review(pk), str(refused), comment=comment)
    messages.success(request, said)
    return redirect("desk:review", pk)


@require_POST
@admin.site.admin_view
@see
def start(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, "You are on it. Others can see that.", lambda found, by, _: found.start(by))


@require_POST
@admin.site.admin_view
@see
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, "Approved. Readers meet these words from now on.", Review.approve)


@require_POST
@admin.site.admin_view
@see
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, "Returned. Readers go on meeting what they met before.", Review.give_back)


@require_POST
@admin.site.admin_view
@see
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, "Withdrawn. The draft is kept, and can be handed in again.", Review.withdraw)


# Inviting


@require_POST
@admin.site.admin_view
@see
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a clinician by e-mail. If the message cannot be sent, the invitation is taken back at once."""
    found, form = _review(pk), InviteForm(request.POST)
    typed = {name: request.POST.get(name, "") for name in ("name", "email")}
    if not form.is_valid():
        told = " ".join(f"{form[name].label}: {' '.join(errors)}" for name, errors in form.errors.items())
        return _shown(request, found, told, **typed)
    try:
        invitation = Invitation.invite(found, **form.cleaned_data, by=request.user)
        _send(request, invitation)
    except Refused as refused:
        return _shown(request, found, str(refused), **typed)
    except (OSError, SMTPException):
        invitation.revoke(request.user, "The message could not be sent.")
        told = "The message could not be sent, so the invitation was taken back. Try again later."
        return _shown(request, found, told, **typed)
    messages.success(
        request, f"{invitation.name} was sent a link that works once, until {invitation.expires_at:%-d %B}."
    )
    return redirect("desk:review", pk)


def _send(request: HttpRequest, invitation: Invitation) -> None:
    """The only place where the link is written."""
    context = {
        "invitation": invitation,
        "address": request.build_absolute_uri(invitation.path),
        "host": request.get_host(),
    }
    subject = " ".join(render_to_string("desk/invitation_subject.txt", context).split())
    send_mail(subject, render_to_string("desk/invitation_email.txt", context), None, [invitation.email])


@require_POST
@admin.site.admin_view
@see
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back; `pk` is that of the invitation."""
    invitation = get_object_or_404(Invitation.objects.select_related("review"), pk=pk)
    try:
        invitation.revoke(request.user)
    except Refused as refused:
        return _shown(request, _review(invitation.review_id), str(refused))
    messages.success(request, "The invitation is taken back. The link opens nothing any more.")
    return redirect("desk:review", invitation.review_id)
