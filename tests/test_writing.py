"""The page on which a text is written: who may use it, what it answers, and that hostile input is only words."""

import pytest
from django.urls import reverse

from education.markup import LONGEST
from education.models import OutdatedMark, Presence, Review, Variant
from education.wording import Wording

from . import build
from .typed import change, opened, place

pytestmark = pytest.mark.django_db

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}'
TOKEN = "0123456789abcdef" * 2


@pytest.fixture
def text() -> Variant:
    return build.article("one", "plain", "standard").variants.get(level="plain")


def words_of(text: Variant, **more) -> dict:
    place = {"article": text.article_id, "level": text.level, "language": text.language}
    return place | {"draft_title": "A title", "draft_summary": "A summary.", "draft": "Words."} | more


def routes(text: Variant) -> dict[str, tuple[str, dict | None]]:
    """By name: the address, and the form to post; None for pages to get."""
    return {
        "check": (reverse("desk:check"), words_of(text)),
        "presence": (reverse("desk:presence", args=[text.pk]), {}),
        "claims": (reverse("desk:claims"), None),
        "terms": (reverse("desk:terms"), None),
        "helps": (reverse("desk:helps"), None),
        "page": (reverse("desk:page", args=[text.pk]), None),
        "changes": (reverse("desk:changes", args=[text.pk]), None),
    }


def ask(client, text: Variant) -> dict[str, int]:
    return {
        name: (client.get(address) if form is None else client.post(address, form)).status_code
        for name, (address, form) in routes(text).items()
    }


def test_strangers_and_readers_get_nothing(client, reader, text):
    expected = dict.fromkeys(["check", "presence", "claims", "terms"], 403)
    expected |= dict.fromkeys(["helps", "page", "changes"], 302)
    assert ask(client, text) == expected
    client.force_login(reader)
    assert ask(client, text) == expected


def test_reviewer_sees_the_draft_and_what_it_changes_but_has_no_helps_to_write(client, reviewer, text):
    client.force_login(reviewer)
    seen = ask(client, text)
    assert {name for name, status in seen.items() if status == 200} == {"page", "changes"}
    assert set(seen.values()) == {200, 403}
    page = client.get(place(text)).content.decode()
    assert "Show as readers would see it" in page
    assert "data-bench" not in page
    assert not Presence.objects.exists()


def test_editor_gets_all_of_it_and_none_of_it_is_kept_anywhere(client, editor, text):
    client.force_login(editor)
    assert set(ask(client, text).values()) == {200}
    for address, form in routes(text).values():
        response = client.get(address) if form is None else client.post(address, form)
        assert "no-store" in response.headers["Cache-Control"]


def test_wrong_methods_and_texts_that_are_not_there_are_refused(client, editor, text):
    client.force_login(editor)
    wrong = [client.post(address) if form is None else client.get(address) for address, form in routes(text).values()]
    assert {response.status_code for response in wrong} == {405}
    far = 10**25
    assert client.get(reverse("desk:page", args=[far])).status_code == 404
    assert client.post(reverse("desk:presence", args=[far])).status_code == 404


# The form


def test_save_keeps_a_draft_that_readers_do_not_meet(client, editor, text):
    client.force_login(editor)
    saved = change(client, text, draft="## New {#new}\n\nNew words.", draft_summary="Two\r\nlines.")
    assert saved.status_code == 302, saved.content.decode()
    text.refresh_from_db()
    assert text.drafted == Wording("one plain", "Two lines.", "## New {#new}\n\nNew words.")
    assert "New words." not in client.get("/articles/one/").content.decode()
    assert list(text.writers.all()) == [editor]


def test_new_text_needs_only_a_place_a_title_and_a_summary(client, editor):
    article = build.article("two")
    client.force_login(editor)
    form = opened(client, place("variant", "add")) | {"article": article.pk, "level": "detailed", "language": "en"}
    client.post(place("variant", "add"), form | {"draft_title": "Later", "draft_summary": "More soon.", "draft": ""})
    made = Variant.objects.get()
    assert (made.article, made.level, made.drafted) == (article, "detailed", Wording("Later", "More soon.", ""))
    assert client.get(place(made)).status_code == 200
    assert client.get(reverse("desk:page", args=[made.pk])).status_code == 200


def test_text_never_moves_to_another_article_or_level(client, editor, text):
    other = build.article("two")
    client.force_login(editor)
    change(client, text, article=other.pk, level="detailed", draft="Moved.")
    text.refresh_from_db()
    assert (text.article.slug, text.level, text.draft) == ("one", "plain", "Moved.")


def test_zero_byte_and_too_long_a_text_are_told_at_the_field(client, editor, text):
    client.force_login(editor)
    for words in ("a\0b", "a" * (LONGEST + 1)):
        refused = change(client, text, draft=words)
        assert refused.status_code == 200
        assert "draft" in refused.context["adminform"].form.errors


def test_message_names_the_words_that_were_saved_and_nothing_else_typed(client, editor, text):
    client.force_login(editor)
    page = client.post(place(text), opened(client, place(text)) | {"draft": "One.", "kept_as": TOKEN}, follow=True)
    assert f"saved-{TOKEN}" in page.content.decode()
    page = client.post(place(text), opened(client, place(text)) | {"draft": "Two.", "kept_as": HOSTILE}, follow=True)
    assert "saved-" not in page.content.decode().partition('id="content-start"')[2].partition("</ul>")[0]


def test_refused_form_still_names_the_words_that_the_browser_keeps(client, editor, text):
    client.force_login(editor)
    form = opened(client, place(text)) | {"draft": "Mine.", "kept_as": TOKEN}
    text.keep_draft(Wording("T", "S", "Theirs."), editor)
    page = client.post(place(text), form).content.decode()
    assert f'data-refused="{TOKEN}"' in page
    assert "<script>alert" not in client.post(place(text), form | {"kept_as": HOSTILE}).content.decode()


def test_page_tells_where_the_text_stands_and_why_it_may_be_out_of_date(client, editor, colleague, text):
    review = build.submitted(text, colleague, "minor", body="## A {#a}\n\nOther words.")
    OutdatedMark.objects.create(variant=text, review=review, why=f"Because {HOSTILE}")
    Presence.sign(text, colleague)
    client.force_login(editor)
    page = client.get(place(text)).content.decode()
    for words in ("Submitted", "What the draft changes", "may be out of date", "colleague@example.org is writing here"):
        assert words in page
    assert "<script>alert" not in page
    assert "Hand in for checking" not in page
    assert Review.objects.count() == 1


def test_faults_stand_on_the_page_without_a_script(client, editor, text):
    client.force_login(editor)
    change(client, text, draft="## A {#a}\n\nWords. [@nowhere]")
    page = client.get(place(text)).content.decode()
    assert "nowhere" in page.partition("data-groups")[2]
    assert "To put right" in page


def test_hostile_words_stay_words_on_every_page(client, editor, text):
    text.keep_draft(Wording(HOSTILE[:120], HOSTILE, f"## {HOSTILE} {{#a}}\n\n{HOSTILE} [@nowhere]"), editor)
    client.force_login(editor)
    pages = [
        place(text),
        *(address for address, form in routes(text).values() if form is None),
        place("variant", "add"),
    ]
    for address in [*pages, f"{reverse('desk:helps')}?q={HOSTILE}"]:
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address


# What is found


def test_check_tells_measures_faults_with_lines_and_claims(client, editor, text):
    build.claim("known", "work", text="Most people do well.", figures=("91%",))
    client.force_login(editor)
    draft = "## A {#a}\n\nMost do well. [@known]\n\nMore. [@nowhere]"
    told = client.post(reverse("desk:check"), words_of(text, draft=draft)).json()
    assert {"said", "measures", "groups", "claims", "minutes", "grade", "target"} <= set(told)
    assert told["measures"][0]["words"].endswith("; Plain allows 6")
    assert [group["key"] for group in told["groups"]] == ["errors", "differing", "unexplained", "hints", "hardest"]
    errors = told["groups"][0]["findings"]
    assert ("line 5", 5) in [(one["where"], one["line"]) for one in errors if "nowhere" in one["words"]]
    assert [(claim["key"], claim["figures"]) for claim in told["claims"]] == [("known", ["91%"])]


def test_check_saves_nothing_and_takes_a_text_that_is_not_there_yet(client, editor, text):
    client.force_login(editor)
    form = words_of(text, level="detailed", draft="Words of a new text.")
    assert client.post(reverse("desk:check"), form).json()["words"] == 5
    assert Variant.objects.count() == 2
    assert not Variant.objects.filter(draft__contains="new text").exists()


@pytest.mark.parametrize("form", [{}, {"article": "x"}, {"level": "grand"}, {"article": 10**25}, {"language": "\0"}])
def test_check_of_no_place_says_what_to_choose(client, editor, text, form):
    client.force_login(editor)
    response = client.post(reverse("desk:check"), words_of(text) | form if form else {})
    assert response.status_code == 400
    assert "Choose an article" in response.json()["message"]


def test_check_refuses_what_is_too_long_and_bears_what_is_odd(client, editor, text):
    client.force_login(editor)
    for name in ("draft_title", "draft"):
        response = client.post(reverse("desk:check"), words_of(text, **{name: "a" * (LONGEST + 1)}))
        assert response.status_code == 413
        assert "Split it" in response.json()["message"]
    for words in ("", "\0", HOSTILE, "[" * 1000, "\ud83d\ude00", "\r\n" * 50):
        odd = words.encode("utf-16", "surrogatepass").decode("utf-16")
        assert client.post(reverse("desk:check"), words_of(text, draft=odd, draft_title=odd)).status_code == 200


# The page as readers would see it


def test_draft_page_shows_the_draft_and_says_so(client, editor, text):
    text.keep_draft(Wording("New title", "New summary.", "## New {#new}\n\nNew words."), editor)
    client.force_login(editor)
    response = client.get(reverse("desk:page", args=[text.pk]))
    page = response.content.decode()
    assert "Draft, not published" in page
    assert "New words." in page
    assert "not yet checked by a clinician" in page
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' not in page
    text.refresh_from_db()
    assert text.title == "one plain"


def test_draft_of_a_checked_text_is_not_shown_as_checked(client, editor, reviewer, text):
    build.approved(text, editor, reviewer)
    text.keep_draft(Wording("New title", "New summary.", "New words."), editor)
    client.force_login(editor)
    page = client.get(reverse("desk:page", args=[text.pk])).content.decode()
    assert "Rosa" not in page
    assert "Rosa" in client.get("/articles/one/plain/").content.decode()


# Who else is here


def test_presence_names_the_others_and_the_newest_version(client, editor, colleague, text):
    client.force_login(colleague)
    address = reverse("desk:presence", args=[text.pk])
    assert client.post(address).json()["others"] == []
    client.force_login(editor)
    text.keep_draft(Wording("T", "S", "Newer."), colleague)
    told = client.post(address).json()
    assert told == {"others": [colleague.email], "version": text.version, "saved_by": colleague.email}
