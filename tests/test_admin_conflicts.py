"""Two editors at once: the second save is refused, with both texts shown and nothing of either lost."""

import re

import pytest
from django.apps import apps
from django.contrib.admin import ModelAdmin, site
from django.test import Client

from education.admin.versioned import ContentAdmin
from education.models import Article, AuditEntry, Claim, GlossaryTerm, Question, ReviewerProfile
from education.models.edition import StaleVersion

from . import build
from .typed import change, opened, place, with_row

pytestmark = pytest.mark.django_db
LONG = "\n\n".join(f"Paragraph {number} of a text that goes on for a while." for number in range(20))


@pytest.fixture
def two(editor, colleague) -> tuple[Client, Client]:
    """Two editors, each signed in."""
    first, second = Client(), Client()
    first.force_login(editor)
    second.force_login(colleague)
    return first, second


def rows() -> dict:
    article = build.article("one", "plain")
    claim = build.claim("one", "work")
    return {
        "variant": (article.variants.get(), "draft_title"), "article": (article, "also_called"),
        "claim": (claim, "text"), "reference": (claim.references.get(), "title"),
        "glossaryterm": (build.term("valve"), "meaning"), "page": (build.page(), "summary"),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["variant", "article", "claim", "reference", "glossaryterm", "page"])
def test_second_editor_does_not_overwrite_the_first_and_sees_both_texts(two, kind):
    row, field = rows()[kind]
    first, second = two
    form = opened(second, place(row))
    assert change(first, row, form, **{field: "Words of the first"}).status_code == 302
    response = change(second, row, form, **{field: "Words of the second"})
    page = response.content.decode()
    assert response.status_code == 200
    row.refresh_from_db()
    assert str(getattr(row, field)).strip("[]'") == "Words of the first"
    assert "editor@example.org saved this first" in page
    assert "Stored now: Words of the first" in page
    assert response.context["adminform"].form[field].value() == "Words of the second"


def test_conflict_is_met_in_a_reviewers_own_profile_too(client, chief):
    profile = build.profile("Dr Ada Example")
    client.force_login(chief)
    form = opened(client, place(profile))
    change(client, profile, form, post="The first post")
    assert change(client, profile, form, post="The second post").status_code == 200
    assert ReviewerProfile.objects.get().post == "The first post"


def test_after_a_conflict_the_second_editor_can_save_both(two):
    term = build.term("valve")
    first, second = two
    form = opened(second, place(term))
    change(first, term, meaning="Of the first.")
    page = change(second, term, form, meaning="Of the second.").content.decode()
    seen = re.search(r'name="seen_version" value="(\d+)"', page).group(1)
    assert change(second, term, form, meaning="Of both.", seen_version=seen).status_code == 302
    assert GlossaryTerm.objects.get().meaning == "Of both."


def test_of_long_texts_the_words_that_differ_are_marked_and_the_stored_text_stands_whole(two):
    text = build.article("one", "plain", body=LONG).variants.get()
    first, second = two
    form = opened(second, place(text))
    change(first, text, draft=LONG.replace("Paragraph 7", "Section 7"))
    page = change(second, text, form, draft=LONG.replace("Paragraph 9", "Passage 9")).content.decode()
    assert re.search(r"<del>.*Section.*</del>", page) and re.search(r"<ins>.*Passage.*</ins>", page)
    whole = re.search(r'<textarea[^>]*readonly aria-label="Text as stored now">\n(.*?)</textarea>', page, re.DOTALL)
    assert whole.group(1) == LONG.replace("Paragraph 7", "Section 7")


def test_field_that_the_second_did_not_touch_takes_over_what_the_first_wrote(two):
    term = build.term("valve")
    first, second = two
    form = opened(second, place(term))
    change(first, term, meaning="Of the first.", also="valves\ndoor")
    response = change(second, term, form, say="VALV")
    assert "You had not touched" in response.content.decode()
    again = response.context["adminform"].form
    kept = {name: again[name].value() for name in form if name in again.fields}
    assert (kept["meaning"], kept["also"], kept["say"]) == ("Of the first.", "valves\ndoor", "VALV")
    assert change(second, term, kept).status_code == 302
    stored = GlossaryTerm.objects.get()
    assert (stored.meaning, stored.also, stored.say) == ("Of the first.", ["valves", "door"], "VALV")


def test_field_that_only_the_second_changed_is_no_conflict(two):
    term = build.term("valve")
    first, second = two
    form = opened(second, place(term))
    change(first, term, meaning="Of the first.")
    response = change(second, term, form, say="VALV")
    assert "say" not in response.context["adminform"].form.errors
    assert "You two changed different fields" in response.content.decode()


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "x", "9" * 40])
def test_forged_version_saves_nothing(client, editor, version):
    term = build.term("valve")
    client.force_login(editor)
    assert change(client, term, meaning="Forged", seen_version=version).status_code == 200
    assert GlossaryTerm.objects.get().meaning == "What it means."


def test_what_both_typed_is_shown_as_text_and_never_as_markup(two):
    term = build.term("valve")
    first, second = two
    form = opened(second, place(term))
    change(first, term, meaning="<script>alert(1)</script>")
    page = change(second, term, form, meaning="<img src=x onerror=alert(2)>").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page and "&lt;img src=x" in page


# Rows below the form


def test_two_who_change_questions_of_one_article_meet(two):
    article = build.article("one", "plain")
    first, second = two
    forms = [opened(one, place(article)) for one in two]
    question = {"position": 1, "language": "en"}
    change(first, article, with_row(forms[0], "questions", text="Of the first?", **question))
    article.refresh_from_db()
    assert (article.version, article.history.first().history_change_reason) == (2, "With questions")
    response = change(second, article, with_row(forms[1], "questions", text="Of the second?", **question))
    page = response.content.decode()
    assert [one.text for one in Question.objects.all()] == ["Of the first?"]
    assert "Of the first?" in page and "Of the second?" in page
    again = with_row(forms[1], "questions", text="Of the second?", **question) | {"seen_version": 2}
    assert change(second, article, again).status_code == 302
    assert [one.text for one in Question.objects.all()] == ["Of the first?", "Of the second?"]


def test_row_that_the_other_has_deleted_can_be_saved_again(two):
    article = build.article("one", "plain")
    for text in ("First?", "Second?"):
        Question.objects.create(article=article, text=text)
    first, second = two
    form = opened(second, place(article))
    change(first, article, **{"questions-0-DELETE": "on"})
    changed = {"questions-0-text": "First, said better?", "questions-1-text": "Second, said better?"}
    assert change(second, article, form, **changed).status_code == 200
    assert change(second, article, form, **changed, seen_version=2).status_code == 302
    assert {one.text for one in Question.objects.all()} == set(changed.values())


def test_changed_sources_of_a_claim_raise_its_version(two):
    claim = build.claim("one", "work", "other")
    first, second = two
    form = opened(second, place(claim))
    change(first, claim, **{"sources-1-DELETE": "on"})
    claim.refresh_from_db()
    assert claim.version == 2
    assert change(second, claim, form, note="Look at the table.").status_code == 200
    assert Claim.objects.get().note == ""


# In the same moment


@pytest.mark.parametrize("below", [False, True], ids=["form", "rows"])
def test_who_is_second_by_a_moment_meets_the_conflict_and_nothing_is_half_saved(two, monkeypatch, below):
    article = build.article("one", "plain")
    _, second = two
    form = with_row(opened(second, place(article)), "questions", text="Why?", position=1, language="en")
    plain, whole = ContentAdmin.keep, ModelAdmin.changeform_view

    def late(admin, request, obj):
        """After the look at the version somebody else is quicker."""
        assert Question.objects.exists() == below
        be_quick()
        plain(admin, request, obj)

    def with_what_the_other_has_saved(admin, *args):
        """Here all is one connection, whose transaction takes the other's save back too; in life it stays."""
        try:
            return whole(admin, *args)
        except StaleVersion:
            be_quick()
            raise

    def be_quick():
        Article.objects.filter(version=1).update(version=2, also_called=["quick"])

    monkeypatch.setattr(ContentAdmin, "keep", late)
    monkeypatch.setattr(ModelAdmin, "changeform_view", with_what_the_other_has_saved)
    response = second.post(place(article), form | ({} if below else {"position": 30}))
    assert "Not saved yet" in response.content.decode()
    article.refresh_from_db()
    assert (article.position, article.also_called) == (10, ["quick"])
    assert not Question.objects.exists() and not AuditEntry.objects.exists()


def test_two_who_add_the_same_at_once_meet_a_message(client, editor, monkeypatch):
    client.force_login(editor)
    form = opened(client, place("glossaryterm", "add")) | {"key": "valve", "term": "valve", "meaning": "A door."}
    plain, quick = ContentAdmin.save_model, []

    def slow(admin, *args):
        if not quick:
            quick.append(build.term("valve"))
        return plain(admin, *args)

    monkeypatch.setattr(ContentAdmin, "save_model", slow)
    assert client.post(place("glossaryterm", "add"), form).status_code in (200, 302)
    assert GlossaryTerm.objects.count() == 1


def test_every_kind_that_keeps_a_history_is_held_to_its_version():
    kept = {model for model in apps.get_app_config("education").get_models() if hasattr(model, "history")}
    assert {model for model, of in site._registry.items() if isinstance(of, ContentAdmin)} == kept
