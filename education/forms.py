"""What readers may send us.

Rank 3: imports levels, models, passwords and preferences.
"""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password

from .levels import ReadingLevel
from .models import User
from .passwords import STAFF_LENGTH
from .preferences import Preferences, ReaderKind, TextSize, Theme


class PreferencesForm(forms.Form):
    """The four choices. A form that sends only some of them leaves the others as they are."""

    kind = forms.ChoiceField(
        label="Who are you?",
        help_text="This only suggests a reading level. You do not have to say.",
        choices=[("", "I would rather not say"), *ReaderKind.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    level = forms.ChoiceField(
        label="How would you like to read?",
        choices=[("", "Choose for me"), *[(level.value, f"{level.label}: {level.blurb}") for level in ReadingLevel]],
        widget=forms.RadioSelect,
        required=False,
    )
    text_size = forms.ChoiceField(
        label="How big should the text be?", choices=TextSize.choices, widget=forms.RadioSelect, required=False
    )
    theme = forms.ChoiceField(label="Which colours?", choices=Theme.choices, widget=forms.RadioSelect, required=False)

    def applied_to(self, preferences: Preferences) -> Preferences:
        """The preferences with the choices that were sent. Call it on a valid form."""
        sent = {name: value for name, value in self.cleaned_data.items() if name in self.data}
        needed = {name: value for name, value in sent.items() if value or name in ("kind", "level")}
        return preferences.with_changes(**needed)


class SignInForm(AuthenticationForm):
    """Address and password. Only here is the length of a password known: one too short for the staff ends here."""

    error_messages = {
        "invalid_login": "This address and password do not go together. Check both, or ask for a new password.",
        "inactive": "This account is closed.",
        "short": f"You work at the editors’ desk, so your password needs at least {STAFF_LENGTH} characters, and this "
        "one has fewer. Choose “I forgot my password” below, and set a longer one.",
    }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["username"].label = "E-mail address"
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "autofocus": False})

    def clean_username(self) -> str:
        return User.objects.normalize_email(self.cleaned_data["username"])

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if user.is_staff and len(self.cleaned_data["password"]) < STAFF_LENGTH:
            raise forms.ValidationError(self.error_messages["short"], code="short")


class StaffSignInForm(SignInForm):
    """The same at the door of the desk. A reader's password opens it no more than a wrong one, and is told the same."""

    error_messages = SignInForm.error_messages | {
        "invalid_login": "This address and password do not open the desk. Check both, or ask for a new password.",
    }

    def confirm_login_allowed(self, user: User) -> None:
        if not user.is_staff:
            raise self.get_invalid_login_error()
        super().confirm_login_allowed(user)


class SignUpForm(forms.ModelForm):
    """An address and a password, nothing else."""

    password = forms.CharField(
        strip=False,
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = User
        fields = ["email"]
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}
        error_messages = {
            "email": {"unique": "There is already an account with this address. Sign in, or ask for a new password."}
        }

    def clean_email(self) -> str:
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if User.objects.filter(email=email).exists():
            self.add_error("email", self.Meta.error_messages["email"]["unique"])
        return email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, User(email=self.cleaned_data.get("email", "")))
        return password

    def create(self) -> User:
        """The new account. Costs a password hash."""
        return User.objects.create_user(self.cleaned_data["email"], self.cleaned_data["password"])


class DeleteForm(forms.Form):
    """The password once more, before everything is deleted."""

    password = forms.CharField(
        label="Your password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, user: User, *args, **options):
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("That is not your password. Nothing has been deleted.")
        return self.cleaned_data["password"]
