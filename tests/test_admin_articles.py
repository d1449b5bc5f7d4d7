"""An article on the desk: its levels side by side, what is missing, and the way to each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from education.models import Article, Code, OutdatedMark, Question
from education.wording import Wording

from . import build
from .typed import change, opened, place, with_row

pytestmark = pytest.mark.django_db


def levels(client, article) -> dict:
    return {str(one.level): one for one in client.get(place(article)).context["levels"]}


def test_levels_stand_side_by_side_with_state_grade_faults_and_due_date(client, editor):
    article = build.article("one", "plain", "standard")
    text = article.variants.get(level="plain")
    text.checked_at, text.checked_by = timezone.now() - timedelta(days=4000), build.profile("Dr Ada Example")
    text.save()
    OutdatedMark.objects.create(variant=text, why="A trial said otherwise <b>now</b>.")
    client.force_login(editor)
    page = client.get(place(article)).content.decode()
    for words in ("Published, checked", "Published, not yet checked", ", overdue", "not checked yet", "of 6 at most",
                  "1 minute", "May be out of date", "otherwise &lt;b&gt;now&lt;/b&gt;", "errors,"):  # fmt: skip
        assert words in page, words


def test_missing_level_leads_to_a_form_with_article_and_level_filled_in(client, editor):
    article = build.article("one", "plain")
    client.force_login(editor)
    found = levels(client, article)["detailed"]
    assert (found.variant, found.ways[0].label) == (None, "Write the Detailed text")
    assert found.ways[0].address == f"{reverse('admin:education_variant_add')}?article={article.pk}&level=detailed"
    form = client.get(found.ways[0].address).context["adminform"].form
    assert (str(form["article"].value()), form["level"].value()) == (str(article.pk), "detailed")


def test_ways_lead_to_where_the_account_may_go(client, editor, reviewer):
    article = build.article("one", "plain")
    build.submitted(article.variants.get(), editor)
    for account, first in ((editor, "Edit"), (reviewer, "See the draft")):
        client.force_login(account)
        found = levels(client, article)
        assert [way.label for way in found["plain"].ways] == [first, "As readers meet it", "History", "Open review"]
        assert {way.label: client.get(way.address).status_code for way in found["plain"].ways} == dict.fromkeys(
            [first, "As readers meet it", "History", "Open review"], 200
        )
    assert found["detailed"].ways == []


def test_list_tells_title_levels_and_what_is_due_first(client, editor):
    article = build.article("one", "plain")
    build.unwritten(article, "detailed")
    build.article("bare", position=20)
    client.force_login(editor)
    page = client.get(place("article", "changelist")).content.decode()
    for words in ("one plain", "<b>Plain:</b> published, not yet checked", "<b>Detailed:</b> draft, not yet published",
                  "<b>Standard:</b> missing", "none was checked yet", ">bare<"):  # fmt: skip
        assert words in page, words


def test_list_costs_as_much_for_three_articles_as_for_one(client, editor, django_assert_max_num_queries):
    build.article("one", "plain", "standard", "detailed")
    client.force_login(editor)
    for count in range(3):
        with django_assert_max_num_queries(11):
            assert client.get(place("article", "changelist")).status_code == 200
        build.article(f"more-{count}", "plain", "standard", "detailed")


def test_page_of_an_article_costs_as_much_in_a_large_library(client, editor, django_assert_max_num_queries):
    article = build.article("one", "plain", "standard", "detailed")
    client.force_login(editor)
    for count in range(2):
        with django_assert_max_num_queries(40):
            assert client.get(place(article)).status_code == 200
        build.article(f"more-{count}", "plain", "standard", "detailed")


def test_names_and_questions_are_written_plainly_and_saved(client, editor):
    article = build.article("one", "plain")
    client.force_login(editor)
    form = opened(client, place(article)) | {"also_called": "valvotomy\nvalvuloplasty"}
    form = with_row(form, "questions", text="Why me?", position=1, language="en")
    assert client.post(place(article), form).status_code == 302
    assert Article.objects.get().also_called == ["valvotomy", "valvuloplasty"]
    assert Question.objects.get().text == "Why me?"


def test_what_readers_ask_is_written_as_lines_and_kept_in_their_order(client, editor):
    article = build.article("one", "plain")
    build.unwritten(article, "detailed").keep_draft(Wording("Drafted", "Yet.", "## New {#new-part}\n\nWords."))
    client.force_login(editor)
    lines = "new-part: is it new\r\n\r\n  first-part:PTMC: what is it?\r\nnew-part: is it far"
    assert change(client, article, asked=lines).status_code == 302
    article.refresh_from_db()
    assert article.asked == ["new-part: is it new", "first-part:PTMC: what is it?", "new-part: is it far"]
    assert article.asked_by_section == {"new-part": ["is it new", "is it far"], "first-part": ["PTMC: what is it?"]}


KEYS = "The keys are first-part, second-part."
USE = "Use one of first-part, second-part."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("is it new", f"“is it new” does not begin with the key of a section and a colon. {KEYS}"),
        ("first-part:", f"“first-part:” does not begin with the key of a section and a colon. {KEYS}"),
        ("third-part: is it new", f"“third-part: is it new” leads to no section that answers. {USE}"),
        ("check-yourself: is it new", f"“check-yourself: is it new” leads to no section that answers. {USE}"),
        ("first-part: ?", "a question at “one#first-part” has no word. Write it as readers put it, or take it out."),
        (f"first-part: {'x' * 121}", f"“{'x' * 121}” at “one#first-part” has 121 characters. Keep to 120."),
        (
            "first-part: Is it old?",
            "“Is it old?” at “one#first-part” is asked at “two#first-part” already. Keep it where it is answered best.",
        ),
        (f"first-part: {'x' * 200}", f"“first-part: {'x' * 28}…” is longer than 200 characters. Shorten it."),
    ],
)
def test_what_leads_nowhere_is_refused_with_the_line_and_the_keys(client, editor, line, told):
    article = build.article("one", "plain")
    Article.objects.create(slug="two", asked=["first-part: is it old"])
    client.force_login(editor)
    response = change(client, article, asked=f"first-part: is it far\n{line}")
    assert response.context["adminform"].form.errors == {"asked": [told]}
    assert Article.objects.get(slug="one").asked == []


def test_an_article_without_a_text_can_be_asked_nothing_yet(client, editor):
    article = build.article("one")
    client.force_login(editor)
    errors = change(client, article, asked="first-part: is it far").context["adminform"].form.errors
    assert errors == {"asked": ["The article has no section yet: write a text first, then what is asked."]}


def test_a_section_that_is_gone_stops_no_other_change(client, editor):
    article = build.article("one", "plain")
    Article.objects.filter(pk=article.pk).update(asked=["gone: is it far"])
    client.force_login(editor)
    assert change(client, article, position=20).status_code == 302
    assert Article.objects.get().asked == ["gone: is it far"]


def test_stage_that_is_none_and_code_that_stands_twice_are_refused(client, editor):
    article = build.article("one", "plain")
    client.force_login(editor)
    assert change(client, article, stage="never").status_code == 200
    form = opened(client, place(article))
    for _ in range(2):
        form = with_row(form, "codes", system="2.16.840.1.113883.6.90", code="I05.0")
    response = client.post(place(article), form)
    assert response.status_code == 200
    assert not Code.objects.exists() and Article.objects.get().version == 1
