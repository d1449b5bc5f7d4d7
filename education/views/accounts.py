"""Accounts: sign up, in and out, see and download what is kept, change the password, delete."""

from django.contrib.auth import login, logout
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ..door import forget_failures
from ..forms import DeleteForm, SignInForm, SignUpForm
from ..models import AuditEntry, ReaderProfile
from .preferences import forget

BACKEND = "django.contrib.auth.backends.ModelBackend"  # the other one only counts failures


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """A new account takes over what the visitor had chosen, and the cookie goes."""
    if request.reader.signed_in:
        return redirect("education:account")
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = request.reader.preferences
        user = form.create()
        ReaderProfile.keep(user, chosen)
        login(request, user, backend=BACKEND)
        response = redirect("education:account")
        forget(response)
        return response
    return render(request, "accounts/sign_up.html", {"form": form}, status=400 if form.errors else 200)


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class SignIn(auth.LoginView):
    """What the account says comes before what this browser had chosen."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        chosen = self.request.reader.preferences if self.request.reader.chosen else None
        user = form.get_user()
        if chosen and not ReaderProfile.objects.filter(user=user).exists():
            ReaderProfile.keep(user, chosen)
        response = super().form_valid(form)
        if user.is_staff:
            AuditEntry.note(user, "sign-in", "desk")
        forget(response)
        return response


class SignOut(auth.LogoutView):
    """Ends the session and leaves nothing personal in the browser."""

    template_name = "accounts/signed_out.html"

    def post(self, request, *args, **options):
        response = super().post(request, *args, **options)
        forget_everything(response)
        return response


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/account.html", {"kept": request.user.kept_data()})


@require_safe
@never_cache
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """All that is kept, as a file."""
    response = JsonResponse(request.user.kept_data(), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="valvewise-account.json"'
    return response


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Deletes the account at once, with all that belongs to it."""
    form = DeleteForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        user.delete()
        response = render(request, "accounts/deleted.html")
        forget_everything(response)
        return response
    return render(request, "accounts/delete.html", {"form": form}, status=400 if form.errors else 200)


def forget_everything(response: HttpResponse) -> None:
    """Have the browser drop all that it holds of this site."""
    forget(response)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


@method_decorator(never_cache, name="dispatch")
class PasswordChange(auth.PasswordChangeView):
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("education:password-change-done")


@method_decorator(never_cache, name="dispatch")
class PasswordChangeDone(auth.PasswordChangeDoneView):
    template_name = "accounts/password_change_done.html"


@method_decorator(never_cache, name="dispatch")
class PasswordReset(auth.PasswordResetView):
    """Says the same whether or not there is an account."""

    template_name = "accounts/password_reset.html"
    email_template_name = "accounts/password_reset_email.txt"
    subject_template_name = "accounts/password_reset_subject.txt"
    success_url = reverse_lazy("education:password-reset-done")


class PasswordResetConfirm(auth.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("education:password-reset-complete")

    def form_valid(self, form):
        response = super().form_valid(form)
        forget_failures(form.user)
        return response


@method_decorator(never_cache, name="dispatch")
class PasswordResetDone(auth.PasswordResetDoneView):
    template_name = "accounts/password_reset_done.html"


@method_decorator(never_cache, name="dispatch")
class PasswordResetComplete(auth.PasswordResetCompleteView):
    template_name = "accounts/password_reset_complete.html"
