"""What an editor is told about one text while writing it."""

import json

import pytest
from django.conf import settings

from education.assessment import assess, blocks, of_article, remarks_on
from education.checks import check
from education.files import read
from education.markup import LONGEST
from education.models import Article, Claim, GlossaryTerm, Question, Variant
from education.wording import Wording

from .folder import FILES, folder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]
WORDS = "Words about it. [@one; @two]"
LINE = 7  # where they stand in the body
REASON = "The name of the method is long."


@pytest.fixture
def plain(db) -> Variant:
    return Variant.objects.get(article__slug="overview", level="plain")


@pytest.fixture
def detailed(plain) -> Variant:
    return Variant.objects.get(article__slug="overview", level="detailed")


def saying(variant: Variant, words: str) -> Wording:
    """The text with other words in its first section."""
    assert WORDS in variant.body
    return Wording(variant.title, variant.summary, variant.body.replace(WORDS, words))


def told(remarks) -> list[tuple]:
    return [(remark.place, remark.rule) for remark in remarks]


def test_a_sound_text_may_be_handed_in(plain):
    assessment = assess(plain, plain.drafted)
    assert (assessment.faults, assessment.beside, blocks(assessment)) == ((), (), [])
    assert (assessment.words > 30, assessment.minutes, assessment.exceeded) == (True, 1, {})
    assert assessment.target == assessment.level.target


def test_a_fault_is_told_at_the_line_of_the_body_in_the_order_of_lines(plain):
    words = saying(plain, "It is given. [@three]\n\nPatients must.\n\nSee ![](illustration:none).")
    remarks = assess(plain, words).faults
    places = [(LINE, "citation"), (LINE, "passive"), (LINE + 2, "patients-should")]
    assert told(remarks) == [*places, (LINE + 4, "alternative-text"), (LINE + 4, "picture")]
    assert [remark.line for remark in remarks] == [remark.place for remark in remarks]
    assert remarks[0].message == "no claim is called “three”" and remarks[0].remedy


def test_a_fault_of_title_or_summary_is_told_there(plain):
    words = Wording("It works in 7%", "For 3 out of 100 people.", plain.body)
    assert told(assess(plain, words).faults) == [("title", "number-not-held"), ("summary", "number-not-held")]
    assert told(assess(plain, Wording("x" * 121, "", plain.body)).blocking) == [("title", "form"), ("summary", "form")]


@pytest.mark.once
def test_an_editor_is_told_what_a_check_of_the_folder_would_say(tmp_path, plain):
    """The same rules, counted from the first line of the body instead of the file's."""
    words = saying(plain, "For the balloon you are given 3 of it. [@one]\n\nRead [more](/articles/none/).")
    name = "articles/overview/plain.md"
    changed = FILES[name].replace(plain.body, words.body)
    contents = read(folder(tmp_path, {name: changed}))
    check(contents)
    in_file = [(fault.line - 5, fault.message, fault.rule) for fault in sorted(contents.faults) if fault.path == name]
    assert [(one.line, one.message, one.rule) for one in assess(plain, words).faults] == in_file
    assert len(in_file) > 2


@pytest.mark.once
@pytest.mark.parametrize("reason", ["", "Too hard.", " " * 30])
def test_a_text_that_is_too_hard_needs_a_written_reason(plain, reason):
    long = saying(plain, "It is" + " extraordinarily difficult terminology and" * 20 + " so.")
    assessment = assess(plain, long)
    assert assessment.blocking == []
    assert {remark.rule for remark in assessment.needs_reason} >= {"grade"}
    assert all(remark.is_readability for remark in assessment.needs_reason)
    assert blocks(assessment, reason) == assessment.needs_reason
    assert blocks(assessment, REASON) == []
    assert assessment.hardest[0].line == LINE and assessment.hardest[0].words > 60
    assert f"line {LINE}," in assessment.needs_reason[0].remedy
    assert "grade" in assessment.exceeded


def test_no_reason_gets_an_error_of_the_evidence_through(plain):
    assessment = assess(plain, saying(plain, "It helps 7 out of 100 people. [@one]"))
    assert told(blocks(assessment, REASON)) == [(LINE, "number-not-held")]


def test_a_statement_that_may_not_be_made_stops_a_submission(plain, tmp_path, settings):
    folder(tmp_path, {"forbidden.yaml": "- id: x\n  says: it\n  pattern: for ever\n  reason: No.\n  instead: Yes.\n"})
    settings.CONTENT_DIR = tmp_path
    Claim.objects.get(key="one").save()  # a new edition, which reads the rules again
    assert told(assess(plain, saying(plain, "It lasts for ever.")).blocking) == [(LINE, "forbidden")]


def test_a_warning_stops_nothing_and_terms_to_explain_are_told(plain):
    GlossaryTerm.objects.create(key="atrial-fibrillation", term="atrial fibrillation", meaning="Uneven heartbeat.")
    assessment = assess(plain, saying(plain, "You have atrial fibrillation."))
    assert told(assessment.unexplained) == told(assessment.warnings) == [(LINE, "unexplained-term")]
    assert (blocks(assessment), assessment.errors) == ([], [])


@pytest.fixture
def two_figures(plain, detailed):
    claim = Claim.objects.get(key="one")
    claim.figures = ["90%", "71%"]
    claim.save()
    detailed.keep_draft(saying(detailed, "It helped 71%. [@one]"))


def test_figures_are_held_against_the_drafts_of_the_other_levels(two_figures, plain, detailed):
    words = saying(plain, "It helped 90 out of 100. [@one]")
    assert told(assess(plain, words).differing) == [(LINE, "figures-differ")]
    assert assess(plain, words, siblings=[]).differing == []
    detailed.keep_draft(saying(detailed, "It helped 90%. [@one]"))  # begins no edition, and is seen at once
    assert assess(plain, words).differing == []


def test_what_the_other_levels_would_then_tell_otherwise_is_told_and_stops_nothing(two_figures, plain, detailed):
    plain.keep_draft(saying(plain, "It helped 90 out of 100. [@one]"))
    assessment = assess(detailed, detailed.drafted)
    assert told(assessment.beside) == told(assessment.differing) == [(f"Plain, line {LINE}", "figures-differ")]
    assert blocks(assessment) == []


def test_sections_are_held_to_levels_that_have_words_only(plain, detailed):
    more = Wording(plain.title, plain.summary, plain.body + "\n\n## More {#more}\n\nWords.")
    assert [rule for _, rule in told(assess(plain, more).differing)] == ["levels"]
    Variant.objects.filter(pk=detailed.pk).update(body="", draft="")
    assert assess(plain, more).faults == ()


def test_the_first_text_of_a_new_article_is_judged_before_anything_is_saved(plain):
    fresh = Variant(article=Article(slug="new"), level="detailed")
    assert assess(fresh, plain.drafted).faults == ()


def test_the_claims_that_a_text_cites_are_shown_beside_it(plain):
    one, two = assess(plain, saying(plain, "Words. [@two] [@none]")).claims
    assert (one.key, one.figures, one.strength, one.note) == ("one", ("90%",), "A guideline", "Say so.")
    assert one.sources == ("Author A (2020)", "What a study found")
    assert (two.key, two.text, two.strength) == ("two", "It does not last.", "A study that followed patients")


def test_a_claim_whose_works_are_not_chosen_yet_is_shown_too(plain):
    claim = Claim.objects.create(key="bare", topic="x", text="", strength="guideline")
    claim.save()
    assert assess(plain, saying(plain, "Words. [@bare]")).claims[1].sources == ()


@pytest.mark.parametrize("body", ["", " \n\n"])
def test_an_empty_text_is_told_to_be_empty(plain, body):
    assessment = assess(plain, Wording("Title", "Summary.", body))
    assert [remark.message for remark in assessment.faults] == ["the text is empty"]
    assert (assessment.words, assessment.minutes, told(blocks(assessment, REASON))) == (0, 0, [(1, "form")])


@pytest.mark.once
def test_a_text_that_is_too_long_is_not_read(plain):
    assessment = assess(plain, Wording("Title", "Summary.", "a" * (LONGEST + 1)))
    assert [remark.message for remark in assessment.faults] == ["the text has 100,001 characters"]


@pytest.mark.once
@pytest.mark.parametrize(
    "body",
    [
        "[" * 10_000, "9 out of 100 valves " * 500, "a.\n\n" * 1_000, "::: check\n- [x]\n" * 500,
        "\x00 [@ [@one; ## {#\n:::", "| a |\n|-|\n" + "| 5 [@one] |\n" * 500, "# \r\n## {#x}\n## {#x}", "👩‍👩‍👧",
    ],
    ids=range(8),
)  # fmt: skip
def test_no_words_are_too_strange_to_be_assessed(plain, body):
    data = assess(plain, Wording("1" * 130, body[:500], body)).as_data()
    assert data["errors"] > 0
    assert len(json.dumps(data)) < 2_000_000


def test_the_levels_of_an_article_are_told_side_by_side(plain, django_assert_num_queries):
    of_article(plain.article)
    with django_assert_num_queries(3):
        rows = of_article(plain.article)
    assert [(level, text and text.level, bool(told)) for level, text, told in rows] == [
        ("plain", "plain", True), ("standard", None, False), ("detailed", "detailed", True),
    ]  # fmt: skip
    Variant.objects.filter(pk=plain.pk).update(body="", draft="")
    assert of_article(plain.article)[0][2] is None


def test_while_typing_two_queries_are_enough(plain, django_assert_num_queries):
    assess(plain, plain.drafted)
    with django_assert_num_queries(2):
        assess(plain, saying(plain, "Other words. [@one]"))


def test_an_article_with_too_few_questions_is_told(plain):
    assert remarks_on(plain.article) == []
    Question.objects.filter(text="Will it last?").delete()
    (remark,) = remarks_on(plain.article)
    assert (remark.place, remark.message) == ("article", "the article has 2 questions to ask the team")
    assert len(remarks_on(Article(slug="new"))) == 1


@pytest.mark.once
def test_the_rules_for_writing_are_there():
    assert (settings.CONTENT_DIR / "forbidden.yaml").exists()


def test_a_half_written_level_does_not_stop_a_correction_of_its_neighbour(plain, detailed):
    detailed.keep_draft(Wording(detailed.title, detailed.summary, "## Cut up anew {#cut-up}\n\nA few words."))
    assert blocks(assess(plain, saying(plain, "It is a balloon. [@one]"))) == []


def test_levels_that_are_cut_up_anew_together_agree_in_their_drafts(plain, detailed):
    def cut_up(text: Variant) -> Wording:
        return Wording(text.title, text.summary, text.body.replace("\n## ", "\n## New {#new}\n\nMore.\n\n## ", 1))

    assert "levels" in [rule for _, rule in told(assess(plain, cut_up(plain)).faults)]
    for text in (detailed, *detailed.siblings.exclude(pk=plain.pk)):
        text.keep_draft(cut_up(text))
    assert "levels" not in [rule for _, rule in told(assess(plain, cut_up(plain)).faults)]
