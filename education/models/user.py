"""Accounts: an e-mail address and a password, and what the reader likes."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.password_validation import validate_password
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from ..preferences import Preferences, ReaderKind, ReadingLevel, TextSize, Theme


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A new account; the address is kept in small letters. Costs a password hash (slow on purpose)."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """An account that may do everything. Raises ValidationError for a weak password, even where the command that
        makes the first account offers to pass over that."""
        fields = {"is_staff": True, "is_superuser": True} | fields
        if password is not None:
            validate_password(password, self.model(email=email, **fields))
        return self.create_user(email, password, **fields)

    @classmethod
    def normalize_email(cls, email: str) -> str:
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(email=self.normalize_email(username))


class User(AbstractBaseUser, PermissionsMixin):
    """An account. The address is the name; nothing else about the person is asked."""

    email = models.EmailField("e-mail address", unique=True)
    is_staff = models.BooleanField("may enter the admin", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    def __str__(self):
        return self.email

    def clean(self):
        self.email = User.objects.normalize_email(self.email)

    def kept_data(self) -> dict:
        """All that is kept about the person, as plain data. Costs a query for the profile, for staff two more."""
        profile = ReaderProfile.objects.filter(user=self).first()
        kept = {
            "email": self.email,
            "joined": self.date_joined.isoformat(),
            "last_signed_in": self.last_login.isoformat() if self.last_login else None,
            "password": "kept only as a one-way hash",
            "preferences": profile.preferences().__dict__ if profile else None,
        }
        return kept | self._kept_of_staff() if self.is_staff else kept

    def delete(self, **options):
        """What a reviewer says of themselves goes along, unless it stands beside a text that they checked: then only
        the account goes. Costs some queries more for a reviewer.
        """
        told = getattr(self, "reviewer_profile", None)
        if told and not told.reviews.exists():
            rows = type(told).history.filter(id=told.pk)
            told.delete()
            rows.delete()
        return super().delete(**options)

    def _kept_of_staff(self) -> dict:
        told = getattr(self, "reviewer_profile", None)
        names = ("name", "post", "credentials", "conflicts")
        return {
            "roles": sorted(self.groups.values_list("name", flat=True)),
            "reviewer_profile": {name: getattr(told, name) for name in names} if told else None,
        }


class ReaderProfile(models.Model):
    """What a signed-in reader likes: the same four choices as the cookie."""

    user = models.OneToOneField(User, models.CASCADE, related_name="profile", primary_key=True)
    kind = models.CharField("who I am", max_length=20, choices=ReaderKind.choices, blank=True)
    level = models.CharField("reading level", max_length=10, choices=ReadingLevel.choices, blank=True)
    text_size = models.CharField(max_length=1, choices=TextSize.choices, default=TextSize.NORMAL)
    theme = models.CharField("colours", max_length=10, choices=Theme.choices, default=Theme.AUTO)

    def __str__(self):
        return f"profile of {self.user_id}"

    def preferences(self) -> Preferences:
        return Preferences(self.kind, self.level, self.text_size, self.theme)

    @classmethod
    def keep(cls, user: User, preferences: Preferences) -> None:
        """Make the choices those of the account. Costs two queries."""
        cls.objects.update_or_create(user=user, defaults=dict(preferences.__dict__))
