"""Lists of the admin: what is done to many rows at once is done only to those that were seen as they are."""

import pytest
from django.utils import timezone

from education.models import AuditEntry, Claim, Edition

from . import build
from .typed import place, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(db) -> list[Claim]:
    return [build.claim(key, "work") for key in ("one", "two", "three")]


def check_today(client, claims, **more):
    form = {"action": "checked_today", "index": 0, "_selected_action": [claim.pk for claim in claims]}
    form |= {f"seen-{claim.pk}": claim.version for claim in claims}
    return client.post(place("claim", "changelist"), form | more, follow=True)


def test_list_carries_the_version_of_each_row(client, editor, claims):
    claims[0].save()
    client.force_login(editor)
    page = client.get(place("claim", "changelist")).content.decode()
    assert f'name="seen-{claims[0].pk}" value="2"' in page
    assert f'name="seen-{claims[1].pk}" value="1"' in page


def test_claims_are_marked_as_checked_today_one_by_one(client, editor, claims):
    client.force_login(editor)
    before = Edition.now()
    response = check_today(client, claims[:2])
    assert told(response) == ["2 marked as checked against their sources today."]
    today = timezone.localdate()
    assert [claim.checked_on for claim in Claim.objects.order_by("pk")] == [today, today, None]
    assert [claim.version for claim in Claim.objects.order_by("pk")] == [2, 2, 1]
    assert Edition.now() != before
    assert claims[0].history.first().history_user == editor
    rows = AuditEntry.objects.values_list("number", "action", "why").order_by("pk")
    assert list(rows) == [(str(claim.pk), "edit", "Changed last checked.") for claim in claims[:2]]


def test_row_that_was_saved_since_the_list_was_shown_is_left_alone(client, editor, claims):
    claims[1].text = "Said otherwise."
    Claim.objects.get(pk=claims[1].pk).save()
    claims[1].version = 1  # as the list showed it
    client.force_login(editor)
    response = check_today(client, claims)
    assert told(response) == [
        "“two” was saved by somebody else since this list was shown; nothing was done to it.",
        "2 marked as checked against their sources today.",
    ]
    assert Claim.objects.get(key="two").checked_on is None
    assert not AuditEntry.objects.filter(number=str(claims[1].pk)).exists()


def test_rows_that_were_not_on_the_page_are_left_alone(client, editor, claims):
    client.force_login(editor)
    form = {f"seen-{claim.pk}": "" for claim in claims}
    response = check_today(client, claims[:1], select_across=1)
    assert told(response)[0].startswith("2 were not on the page that you saw")
    assert Claim.objects.filter(checked_on=None).count() == 2
    check_today(client, claims, **form)
    assert Claim.objects.filter(checked_on=None).count() == 2


def test_claim_that_was_checked_today_already_is_not_saved_again(client, editor, claims):
    Claim.objects.update(checked_on=timezone.localdate())
    client.force_login(editor)
    assert told(check_today(client, claims)) == ["0 marked as checked against their sources today."]
    assert set(Claim.objects.values_list("version", flat=True)) == {1}


def test_who_may_not_change_claims_has_no_such_action(client, reviewer, claims):
    client.force_login(reviewer)
    check_today(client, claims)
    assert not Claim.objects.exclude(checked_on=None).exists()
