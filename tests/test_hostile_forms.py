"""Whatever is sent to a form is taken or refused with a reason: nothing makes the site fail, on either database."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from . import build
from .hostile import HARMLESS, MODELS, Shelf, pages, place
from .sent import Form, Forms, body, misuses
from .shape import Shape
from .typed import change

pytestmark = pytest.mark.django_db

WITH_FORMS = ("sign-up", "sign-in", "password-reset", "preferences", "send-question")
ADDED = ("article", "variant", "page", "claim", "reference", "glossaryterm", "reviewerprofile", "user")


@pytest.fixture
def shelf(db) -> Shelf:
    return Shelf(HARMLESS[:9], longest=False)


class Visitor:
    """Somebody who asks and sends; each time all is as it was at first."""

    def __init__(self, shelf: Shelf, who: str):
        self.client, self.who = Client(raise_request_exception=False), who
        if who:
            self.client.force_login(shelf.people[who])

    def send(self, form: Form, sent) -> str:
        """What is wrong with the answer; empty if nothing is."""
        point = transaction.savepoint()
        cookies = self.client.cookies.output(header="", sep=";")
        if isinstance(sent, bytes):
            answer = self.client.post(form.address, sent, content_type="application/x-www-form-urlencoded")
        elif form.method == "get":
            answer = self.client.get(f"{urlsplit(form.address).path}?{urlencode(sent, doseq=True)}")
        else:
            answer = self.client.post(form.address, body(form, sent))
        transaction.savepoint_rollback(point)
        self.client.cookies.load(cookies)
        return wrong(answer)


def wrong(answer) -> str:
    if answer.status_code >= 500:
        failure = getattr(answer, "exc_info", None)
        return f"{answer.status_code}: {failure and failure[1]!r}"[:200]
    page = b"" if answer.streaming else answer.content
    return (
        " ".join(Shape(page.decode()).harms) if answer.headers.get("Content-Type", "").startswith("text/html") else ""
    )


def forms_of(visitor: Visitor, addresses: list[str]):
    """Each form on these pages once: one that asks for the same fields at the same kind of place is not sent again."""
    known = set()
    for address in addresses:
        answer = visitor.client.get(address)
        for form in Forms(answer.content.decode(), address).found:
            name = (re.sub(r"\d+", "1", form.name[0]), *form.name[1:])
            if name not in known:
                known.add(name)
                yield form


def addresses_of(shelf: Shelf, who: str) -> list[str]:
    more = [reverse(f"education:{name}") for name in WITH_FORMS] if not who else []
    more += [f"/admin/education/{model}/add/" for model in ADDED] if who == "chief" else []
    more += ["/accounts/password/"] if who == "reader" else []
    return pages(shelf)[who] + more


@pytest.mark.parametrize(
    "who", ["", pytest.param("reader", marks=pytest.mark.once), "chief"], ids=["anybody", "reader", "chief"]
)
def test_no_form_fails_whatever_is_sent(shelf, who):
    visitor, found = Visitor(shelf, who), {}
    for number, form in enumerate(forms_of(visitor, addresses_of(shelf, who))):
        for kind, sent in misuses(form, number):
            if told := visitor.send(form, sent):
                found[form.address, kind] = told
    assert "\n".join(f"{asked}: {told}" for asked, told in found.items()) == ""


QUERIES = ("a\0b", "9" * 30, "-1", "99999", "'\"><svg onload=alert(1)>", "2026-99-99", "x__y,__in")
HELPERS = {
    "/admin/desk/claims/": ["q"], "/admin/desk/terms/": ["q"], "/admin/desk/helps/": ["q"],
    "/admin/autocomplete/": ["term", "page", "app_label", "model_name", "field_name"],
    "/articles/one/plain/feedback/": ["helpful", "judged", "thanks"], "/preferences/": ["next"],
    "/admin/education/variant/add/": ["article", "level", "language", "_changelist_filters", "_to_field", "_popup"],
    "/accounts/sign-in/": ["next"], "/admin/login/": ["next"],
}  # fmt: skip


def test_no_question_in_an_address_fails(shelf):
    """Lists with their search, filters, order and pages; histories; the searches of the desk."""
    chief, found = Visitor(shelf, "chief"), {}
    for number, (address, names) in enumerate(_questions(chief, shelf)):
        for at, name in enumerate(names):
            value = QUERIES[(number + at) % len(QUERIES)]
            if told := wrong(chief.client.get(address, {name: value})):
                found[address, name, value] = told
    assert "\n".join(f"{asked}: {told}" for asked, told in found.items()) == ""


def _questions(chief: Visitor, shelf: Shelf):
    """Addresses with the names that they understand: those of a list stand in its own links."""
    yield from HELPERS.items()
    for row in (shelf.plain, shelf.claim, shelf.profile):
        yield place(row, "history"), ["from", "to", "p"]
    for model in MODELS:
        address = f"/admin/education/{model}/"
        page = chief.client.get(address).content.decode()
        names = {name for name, _ in parse_qsl("&".join(re.findall(r'href="\?([^"#]+)"', page)).replace("&amp;", "&"))}
        yield address, sorted(names | {"q", "o", "p", "all", "e", "_facets", "pk__in", "x"})


@pytest.mark.parametrize("forged", ["x", "NaN", "9" * 40, "-1", "another's"])
def test_forged_row_below_a_form_is_refused_or_stands_once(client, chief, forged):
    claim, other = build.claim("one", "work"), build.claim("two", "work")
    client.force_login(chief)
    number = other.sources.get().pk if forged == "another's" else forged
    change(client, claim, **{"sources-0-id": number, "sources-0-position": 5})
    answer = change(client, claim, **{"sources-0-reference": forged})
    assert answer.status_code in (200, 302)
    assert [source.reference.key for one in (claim, other) for source in one.sources.all()] == ["work", "work"]
