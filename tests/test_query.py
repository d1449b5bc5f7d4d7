"""What a reader typed, as search understands it."""

import pytest

from education.models import Article
from education.query import LONGEST, MOST_SLIPS, MOST_WORDS, Query
from education.words import LITTLE, uses

from . import build

pytestmark = pytest.mark.django_db

BODY = """## Driving {#driving}

Do not drive a car on the day after it. Warfarin thins your blood; the anaesthetist tells you when to stop warfarin.

## Veins {#veins}

The tube goes through a vein. Your café zorblatt is open.
"""


@pytest.fixture(scope="module", autouse=True)
def library(shared):
    with shared():
        build.article("recovery", "plain", body=BODY)
        for number in range(4):
            build.article(f"other-{number}", "plain", body=f"## Blood {{#blood}}\n\nBlood and heart {number}.\n")


def looked_for(text: str) -> list[list[str]]:
    return [sorted(" ".join(phrase) for phrase in concept.phrases) for concept in Query(text).concepts]


def weights(text: str) -> list[float]:
    return [concept.weight for concept in Query(text).concepts]


# Words that tell


def test_question_words_and_whom_it_is_for_are_dropped():
    assert looked_for("Please, could you tell me when my husband may drive?") == looked_for("drive")
    assert Query("could you tell me what it is").concepts == [] and Query("what is it").weight == 0


def test_each_thing_is_asked_for_once_in_whatever_words_and_order():
    assert len(looked_for("drive driving DRIVES")) == 1
    assert len(looked_for("PTMC or balloon or BMV")) == 1


def test_longest_phrase_that_means_something_counts_before_its_words():
    (group,) = looked_for("percutaneous mitral commissurotomy")
    assert "ptmc" in group and "balloon" in group


def test_rare_word_tells_more_than_a_common_one():
    rare, common = weights("zorblatt blood")
    assert rare > common > 0


def test_number_or_letter_tells_little():
    assert max(weights("7 x 2019")) < min(weights("zorblatt"))


def test_what_is_denied_tells_less():
    assert weights("without warfarin")[0] < weights("warfarin")[0] == weights("with warfarin")[0]


def test_word_that_stands_nowhere_is_named_as_it_was_typed():
    query = Query("the Quetzalcoatl and my blood")
    assert query.unknown == ["quetzalcoatl"] and [concept.is_known for concept in query.concepts] == [False, True]
    assert query.sought >= {"blood"} and "quetzalcoatl" not in " ".join(query.sought)


# Spelling


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("warfrin", "warfarin"),
        ("When may I dirve a car?", "When may I drive a car?"),
        ("“WARFRIN”, (warfaren)", "“warfarin”, (warfarin)"),
        ("zorblat", "zorblatt"),
        ("anesthetist", "anesthetist"),
        ("anaesthatist", "anaesthetist"),
        ("cafe", "cafe"),
        ("ptmc BMV pmbv Valvotomy", "ptmc BMV pmbv Valvotomy"),
        ("wharfarin 2019 INR x", "warfarin 2019 INR x"),
    ],
)
def test_slip_is_mended_and_everything_else_stays_as_it_was_typed(typed, shown):
    query = Query(typed)
    assert (query.shown, query.is_corrected) == (shown, shown != typed)


def test_word_of_english_is_never_mended():
    words = "horse weight value drove blond wart fever saloon parking earl stood tumor colour neighbours cried sofa"
    assert all(uses(word) for word in ("saloon", "wart", "earl"))
    assert Query(words).shown == words and Query(" ".join(sorted(LITTLE)[:MOST_WORDS])).is_corrected is False


def test_slip_is_mended_before_its_group_of_words_is_looked_up():
    assert looked_for("valvotmy") == looked_for("valvotomy") == looked_for("PTMC")


def test_what_is_typed_may_be_looked_for_exactly_so():
    query = Query("warfrin", as_typed=True)
    assert (query.shown, query.is_corrected, query.unknown) == ("warfrin", False, ["warfrin"])


def test_english_word_that_stands_nowhere_may_be_meant_for_one_that_does():
    assert Query("which vain is it").maybe == "which vein is it"
    assert Query("which vein is it").maybe == Query("which zebra is it").maybe == Query("").maybe == ""


def test_british_and_american_spelling_ask_for_the_same():
    assert looked_for("anesthetist for hospitalized") == looked_for("anaesthetist for hospitalised")


# Bounds


def test_nothing_without_words_is_asked_for(django_assert_num_queries):
    with django_assert_num_queries(0):
        for empty in ("", " ", "?!", "\0", "\u0301", "🫀"):
            query = Query(empty)
            assert (query.typed, query.concepts, query.shown.strip()) == ([], [], empty.strip())


def test_only_so_much_is_read(django_assert_max_num_queries):
    assert len(Query("x" * 3 * LONGEST).text) == LONGEST
    assert len(Query("a b " * MOST_WORDS).typed) == MOST_WORDS
    with django_assert_max_num_queries(MOST_SLIPS + 5):
        query = Query(" ".join(f"qw{letter}rtz" for letter in "abcdefghijklmnop"))
        assert query.concepts and query.shown


def test_question_costs_no_more_for_many_words(django_assert_max_num_queries):
    query = Query("drive a car blood heart vein tube day " * 4)
    with django_assert_max_num_queries(4):
        assert query.weight and query.sought and query.shown


def test_number_of_passages_follows_the_library():
    before = Query("blood").total
    text = build.article("new", "plain").variants.get()
    assert Query("blood").total == before + text.passages.count()
    Article.objects.filter(slug="new").delete()
    assert Query("blood").total == before
