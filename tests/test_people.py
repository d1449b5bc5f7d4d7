"""Accounts in the admin: administrators' business, and every role that is given or taken stands in the log."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from education.editorial import CLINICAL_REVIEWER, EDITOR
from education.models import AuditEntry, ReaderProfile, User

from . import build

pytestmark = pytest.mark.django_db

LONG = "a long enough password"
NO_PROFILE = {"profile-TOTAL_FORMS": 0, "profile-INITIAL_FORMS": 0}
FLAGS = ("is_active", "is_staff", "is_superuser")


def page(name: str, *args) -> str:
    return reverse(f"admin:education_user_{name}", args=args)


def form_of(account: User, **changes) -> dict:
    """The form as it stands, with changes; a box that is not ticked is not sent."""
    values = {"email": account.email, "groups": list(account.groups.values_list("pk", flat=True))} | NO_PROFILE
    values |= {name: getattr(account, name) for name in FLAGS} | changes
    return {name: value for name, value in values.items() if value is not False}


def save(client, account: User, **changes):
    return client.post(page("change", account.pk), form_of(account, **changes))


def deeds() -> list[tuple]:
    """What the log holds, the first first, of deeds to accounts."""
    rows = AuditEntry.objects.order_by("pk").values_list("action", "subject", "from_state", "to_state")
    return [row for row in rows if row[1].startswith("account ")]


@pytest.fixture
def helper(db):
    """One of the staff who may change accounts without being an administrator."""
    made = build.staff("helper@example.org")
    made.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    return made


# Who may


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_editors_and_reviewers_see_no_account_and_change_none(client, request, reader, who):
    client.force_login(request.getfixturevalue(who))
    own = ["change", "delete", "history"]
    addresses = [page("changelist"), page("add"), *(page(name, reader.pk) for name in own)]
    addresses.append(reverse("admin:auth_user_password_change", args=[reader.pk]))
    for address in addresses:
        for answer in (client.get(address), client.post(address, form_of(reader, is_staff=True))):
            assert answer.status_code == 403, address
            assert "reader@example.org" not in answer.content.decode()
    assert not User.objects.get(pk=reader.pk).is_staff


def test_only_administrators_change_administrators_and_staff(client, helper, chief, editor, reader):
    client.force_login(helper)
    for account, served in ((chief, 403), (editor, 403), (helper, 403), (reader, 302)):
        password = reverse("admin:auth_user_password_change", args=[account.pk])
        sent = {"password1": "another long password", "password2": "another long password"}
        assert client.post(password, sent).status_code == served
        assert save(client, account, email=f"x{account.email}").status_code == served
        assert client.post(page("delete", account.pk), {"post": "yes"}).status_code == served


def test_who_is_no_administrator_gives_no_roles(client, helper, reader):
    client.force_login(helper)
    editors = Group.objects.get(name=EDITOR)
    save(client, reader, is_staff=True, is_superuser=True, groups=[editors.pk], user_permissions=[1])
    reader.refresh_from_db()
    assert (reader.is_staff, reader.is_superuser, reader.get_all_permissions()) == (False, False, set())


# What is written down


def test_every_role_given_or_taken_is_one_row_beside_that_of_the_save(client, chief, reader):
    client.force_login(chief)
    editors, clinical = Group.objects.get(name=EDITOR), Group.objects.get(name=CLINICAL_REVIEWER)
    save(client, reader, is_staff=True, groups=[editors.pk])
    save(client, User.objects.get(pk=reader.pk), groups=[editors.pk, clinical.pk])
    save(client, User.objects.get(pk=reader.pk), is_active=False, groups=[])
    who = f"account {reader.pk}"
    assert deeds() == [
        ("role changed", who, "no", "yes"),
        ("role changed", who, "none", "Editor"),
        ("edit", who, "", ""),
        ("role changed", who, "Editor", "Clinical reviewer, Editor"),
        ("edit", who, "", ""),
        ("role changed", who, "yes", "no"),
        ("role changed", who, "Clinical reviewer, Editor", "none"),
        ("edit", who, "", ""),
    ]
    assert AuditEntry.objects.filter(action="role changed", who=chief).count() == 5
    assert "groups: none → Editor" in AuditEntry.objects.values_list("why", flat=True)


def test_states_longer_than_the_log_holds_are_cut_there_and_whole_in_the_reason(client, chief, reader):
    client.force_login(chief)
    groups = [Group.objects.create(name=f"A role of {number} with a long name") for number in (1, 2)]
    save(client, reader, groups=[group.pk for group in groups])
    row = AuditEntry.objects.get(action="role changed")
    assert len(row.to_state) == 40
    assert row.why.endswith("A role of 2 with a long name")


def test_save_that_changes_nothing_writes_nothing(client, chief, reader):
    client.force_login(chief)
    assert save(client, reader).status_code == 302
    assert deeds() == []


def test_save_that_is_refused_writes_nothing(client, chief, reader):
    client.force_login(chief)
    assert save(client, reader, email="chief@example.org", is_staff=True).status_code == 200
    assert deeds() == []


def test_changed_address_is_one_row_that_tells_neither_the_old_nor_the_new(client, chief, reader):
    client.force_login(chief)
    save(client, reader, email="other@example.org")
    row = AuditEntry.objects.get(action="edit")
    assert (row.subject, row.why) == (f"account {reader.pk}", "Changed E-mail address.")


def test_changed_password_is_one_row(client, chief, reader):
    client.force_login(chief)
    address = reverse("admin:auth_user_password_change", args=[reader.pk])
    client.post(address, {"usable_password": "true", "password1": "ten of ten", "password2": "ten of ten"})
    assert deeds() == [("password changed", f"account {reader.pk}", "", "")]
    assert User.objects.get(pk=reader.pk).check_password("ten of ten")


def test_deleted_account_leaves_the_rows_of_its_deeds_with_its_number_alone(client, chief, editor):
    AuditEntry.note(editor, "submit", "one plain")
    number = editor.pk
    client.force_login(chief)
    assert client.post(page("delete", number), {"post": "yes"}).status_code == 302
    row = AuditEntry.objects.get(action="submit")
    assert (row.who, row.actor) == (None, f"account {number}")
    assert deeds() == [("delete", f"account {number}", "", "")]


def test_no_log_keeps_an_address(client, chief, reader):
    client.force_login(chief)
    save(client, reader, is_staff=True)
    client.post(page("delete", reader.pk), {"post": "yes"})
    assert not LogEntry.objects.exists()
    told = [str(value) for row in AuditEntry.objects.values() for value in row.values()]
    assert [words for words in told if "reader@example.org" in words] == []


def test_history_of_an_account_is_its_rows_in_the_log(client, chief, reader):
    client.force_login(chief)
    save(client, reader, is_staff=True)
    response = client.get(page("history", reader.pk), follow=True)
    assert response.status_code == 200
    assert f"account {reader.pk}" in response.content.decode()


# Made here


@pytest.mark.parametrize(
    ("staff", "password", "made"),
    [(False, "ten of ten", True), (True, "ten and four..", False), (True, LONG, True)],
)
def test_account_of_the_staff_is_made_with_a_long_password_or_not_at_all(client, chief, staff, password, made):
    client.force_login(chief)
    form = {"email": "New@Example.org", "usable_password": "true", "password1": password, "password2": password}
    client.post(page("add"), form | NO_PROFILE | ({"is_staff": "on"} if staff else {}))
    assert User.objects.filter(email="new@example.org", is_staff=staff).exists() is made
    new = User.objects.filter(email="new@example.org").first()
    given = [("role changed", f"account {new.pk}", "no", "yes")] if made and staff else []
    assert deeds() == ([*given, ("create", f"account {new.pk}", "", "")] if made else [])


def test_what_a_reader_likes_can_be_corrected_with_the_account(client, chief, reader):
    client.force_login(chief)
    rows = {"profile-TOTAL_FORMS": 1, "profile-INITIAL_FORMS": 0}
    save(
        client, reader, **rows, **{"profile-0-level": "detailed", "profile-0-text_size": "1", "profile-0-theme": "auto"}
    )
    assert ReaderProfile.objects.get(user=reader).level == "detailed"
    assert [row[0] for row in deeds()] == ["edit"]
