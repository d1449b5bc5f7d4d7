"""How long a password has to be: longer for those who may change what readers are told."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from education.models import User
from education.passwords import LengthValidator

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


@pytest.mark.parametrize(("length", "staff", "enough"), [(9, 0, 0), (10, 0, 1), (14, 1, 0), (15, 1, 1), (10, None, 1)])
def test_ten_characters_are_enough_for_a_reader_and_fifteen_for_the_staff(length, staff, enough):
    user = None if staff is None else User(is_staff=bool(staff))
    try:
        LengthValidator().validate("x" * length, user)
    except ValidationError:
        assert not enough
    else:
        assert enough


def test_staff_with_a_short_password_are_led_to_a_longer_one(client, editor):
    editor.set_password("short enough")
    editor.save()
    for address in ("/accounts/sign-in/", "/admin/login/"):
        sent = {"username": "editor@example.org", "password": "short enough"}
        page = client.post(address, sent).content.decode()
        assert "needs at least 15 characters" in page
        assert 'href="/accounts/reset/"' in page
    assert client.get("/accounts/").status_code == 302


def test_reader_may_have_ten_characters_and_one_of_the_staff_may_not_choose_so_few(client, reader, editor):
    for user, served in ((reader, 302), (editor, 200)):
        client.force_login(user)
        short = {"old_password": PASSWORD, "new_password1": "ten of ten", "new_password2": "ten of ten"}
        assert client.post("/accounts/password/", short).status_code == served


def test_first_account_has_a_long_password_too(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "ten and four..")
    with pytest.raises(CommandError, match="at least 15 characters"):
        call_command("createsuperuser", interactive=False, email="chief@example.org")
    with pytest.raises(ValidationError, match="similar"):
        User.objects.create_superuser("chief@example.org", "chief@example.org1")
    assert not User.objects.exists()
