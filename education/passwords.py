"""How long a password has to be: longer for those who may change what readers are told.

A leaf: imports nothing of the project.
"""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

STAFF_LENGTH = 15  # characters; NIST SP 800-63B-4 (2025) asks for 15 where a password is all that guards an account


class LengthValidator(MinimumLengthValidator):
    """At least `min_length` characters for a reader, `staff_length` for whoever may enter the desk."""

    def __init__(self, min_length: int = 10, staff_length: int = STAFF_LENGTH):
        super().__init__(min_length)
        self.staff_length = staff_length

    def validate(self, password: str, user=None) -> None:
        """Raises ValidationError. An account that is not yet saved counts as what it is about to be."""
        if not getattr(user, "is_staff", False):
            super().validate(password, user)
        elif len(password) < self.staff_length:
            raise ValidationError(
                f"Whoever works at the editors’ desk needs a password of at least {self.staff_length} characters. "
                "Four or five unrelated words are easy to remember and hard to guess.",
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        """Said to everybody who chooses a password, before it is known who they are."""
        return f"At least {self.min_length} characters, or {self.staff_length} if you work on this site."
