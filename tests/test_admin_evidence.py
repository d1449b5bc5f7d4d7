"""Claims, works, terms and pages on the desk: the rules they are held to, and what follows from a changed claim."""

import pytest

from education.models import Claim, GlossaryTerm, Page, Reference, Source, Variant

from . import build
from .typed import change, opened, place, told, with_row

pytestmark = pytest.mark.django_db
BODY = "::: key-points\n- A point.\n:::\n\n## First {{#first}}\n\nFive in 100 felt better [@{claim}]. It rained.\n"
FALSE = "The procedure is completely safe and has no risks."


@pytest.fixture
def claim(db) -> Claim:
    """A claim on which the plain text of an article rests; the standard one does not."""
    made = build.claim("better", "work", text="Five in 100 felt better.", figures=("5%",))
    article = build.article("one", "standard")
    build.variant(article, "plain", body=BODY.format(claim="better"))
    return made


def test_page_of_a_claim_lists_every_sentence_that_rests_on_it(client, editor, claim):
    draft = build.unwritten(build.article("two", position=20), "detailed")
    draft.draft = "It helps a little [@better]."
    draft.save()
    client.force_login(editor)
    page = client.get(place(claim)).content.decode()
    assert "Five in 100 felt better" in page and "It rained" not in page
    assert "It helps a little" in page and "in the draft" in page
    assert page.index("one: 1 passage") < page.index("two: 1 passage")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"figures": "6%"}, "figures (was: 5%; now: 6%)"),
        ({"text": "Six in 100 felt better."}, "claim (was: Five in 100 felt better.; now: Six in 100 felt better.)"),
    ],
    ids=["figure", "words"],
)
def test_changed_figure_or_words_mark_the_texts_that_readers_meet(client, editor, claim, changes, why):
    client.force_login(editor)
    response = client.post(place(claim), opened(client, place(claim)) | changes, follow=True)
    text = Variant.objects.get(level="plain")
    assert [mark.claim for mark in text.marks.all()] == [claim]
    assert why in text.marks.get().why
    assert f'<a href="{place(text)}">' in told(response)[0]
    assert not Variant.objects.get(level="standard").marks.exists()


def test_changed_sources_mark_the_texts_too(client, editor, claim):
    other = Reference.objects.create(key="other", kind="trial", title="Other")
    client.force_login(editor)
    form = with_row(opened(client, place(claim)), "sources", reference=other.pk, position=1)
    assert client.post(place(claim), form | {"sources-0-DELETE": "on"}).status_code == 302
    assert "sources (no longer work; now also other)" in Variant.objects.get(level="plain").marks.get().why


@pytest.mark.parametrize("changes", [{"note": "Look at table 2."}, {"topic": "relief"}, {"sources-0-position": "3"}])
def test_changed_note_topic_or_order_of_sources_marks_nothing(client, editor, claim, changes):
    client.force_login(editor)
    assert change(client, claim, **changes).status_code == 302
    assert not Variant.objects.get(level="plain").marks.exists()


def test_text_that_cites_the_claim_only_in_its_draft_is_named_and_not_marked(client, editor, claim):
    text = Variant.objects.get(level="standard")
    text.draft = BODY.format(claim="better")
    text.save()
    client.force_login(editor)
    response = client.post(place(claim), opened(client, place(claim)) | {"figures": "6%"}, follow=True)
    assert not text.marks.exists()
    assert f"It is cited as well in {text}" in told(response)[0]


def test_key_of_a_claim_stays_since_texts_cite_it(client, editor, claim):
    client.force_login(editor)
    change(client, claim, key="another", note="A note.")
    assert Claim.objects.get().key == "better"


def test_claim_without_a_source_is_refused_and_nothing_is_saved(client, editor, claim):
    client.force_login(editor)
    response = change(client, claim, text="Another.", **{"sources-0-DELETE": "on"})
    assert "Name at least one work that this claim rests on." in response.content.decode()
    assert Claim.objects.get().text == "Five in 100 felt better." and Source.objects.exists()


def test_claim_as_long_as_a_text_is_refused(client, editor, claim):
    client.force_login(editor)
    assert "Say it in 2,000 at most" in change(client, claim, text="It is so. " * 300).content.decode()


def test_what_the_evidence_does_not_allow_is_refused_in_claims_terms_and_pages(client, editor, claim):
    client.force_login(editor)
    for row, field in ((claim, "text"), (build.term("valve"), "meaning"), (build.page(), "body")):
        response = change(client, row, **{field: FALSE})
        assert response.status_code == 200, row
        assert "says" in " ".join(response.context["adminform"].form.non_field_errors()), row
        row.refresh_from_db()
        assert getattr(row, field) != FALSE


def test_form_that_another_term_has_is_refused(client, editor):
    build.term("valve", "A door.", "valves")
    client.force_login(editor)
    form = opened(client, place("glossaryterm", "add")) | {"key": "flap", "term": "flap", "meaning": "A lid."}
    page = client.post(place("glossaryterm", "add"), form | {"also": "flaps\n Valves \n"}).content.decode()
    assert "“Valves” is a form of “flap” and of “valve”. Let one of the two have it." in page
    assert GlossaryTerm.objects.count() == 1


def test_lists_are_written_as_lines(client, editor):
    term = build.term("valve", "A door.", "valves")
    client.force_login(editor)
    assert opened(client, place(term))["also"] == "valves"
    change(client, term, also="valves\r\n\r\n  heart valve \r\n")
    assert GlossaryTerm.objects.get().also == ["valves", "heart valve"]
    for much in ("x" * 201, "\n".join(map(str, range(501)))):
        assert change(client, term, also=much).status_code == 200


@pytest.mark.parametrize("url", ["http://example.org/", "javascript:alert(1)", "ftp://example.org", "//example.org/x"])
def test_address_of_a_work_is_https(client, editor, url):
    work = build.claim("one", "work").references.get()
    client.force_login(editor)
    change(client, work, url=url)
    assert Reference.objects.get().url in ("", f"https:{url}")


def test_address_that_has_long_stood_there_stops_no_other_change(client, editor):
    work = build.claim("one", "work").references.get()
    Reference.objects.update(url="http://example.org/old")
    client.force_login(editor)
    assert change(client, work, year="1984").status_code == 302
    assert Reference.objects.get().year == "1984"


def test_page_is_saved_with_plain_line_ends(client, editor):
    page = build.page()
    client.force_login(editor)
    change(client, page, body="## About {#about}\r\n\r\nOther words.")
    assert Page.objects.get().body == "## About {#about}\n\nOther words."
