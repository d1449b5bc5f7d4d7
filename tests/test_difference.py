"""What a change does to a text: told in words, whole and exact, and in time whatever was typed."""

import re
from time import process_time

import pytest
from django.template.loader import render_to_string
from hypothesis import example, given
from hypothesis import strategies as st

from education.alignment import MOST_STEPS
from education.difference import Difference, Swap, difference
from education.slight import is_slight
from education.wording import Wording

pytestmark = pytest.mark.once

LONG = "\n\n".join(f"## Part {n} {{#part-{n}}}\n\nWords of part {n} stand here.\n\nAnd some more." for n in range(1, 9))
WORD = st.sampled_from(
    ["w", "x", "the", "12%", "1.5 cm", "[@a; @b]", "## H {#h}", "::: note", "“q”", "é", "\n", "\n\n", " "]
)
TEXTS = st.lists(WORD, max_size=40).map(" ".join) | st.text(alphabet="ab1 .[@]{#}()\n\t\u2028", max_size=60)


def of(old: str, new: str) -> Difference:
    return difference(Wording(body=old), Wording(body=new))


def marked(found: Difference, name="body") -> str:
    """The changes of a field in one line each, with [-taken away-] and {+added+}."""
    form = {"same": "%s", "removed": "[-%s-]", "added": "{+%s+}"}
    part = next(part for part in found.fields if part.name == name)
    return "\n".join("".join(form[kind] % text for kind, text in change.pieces) for change in part.changes)


def texts_of(found: Difference) -> list[tuple[str, str]]:
    """Old and new text of each field, put together from the whole view."""
    sides = []
    for part in found.fields:
        side = [
            "\n".join(
                "".join(text for kind, text in change.pieces if kind != other)
                for change in part.whole
                if change.kind != other
            )
            for other in ("added", "removed")
        ]
        sides.append(tuple(side))
    return sides


@given(TEXTS, TEXTS, TEXTS)
@example("a\n\nb", "a\n\n\nb", "")
@example("", "a", "b")
def test_the_pieces_give_back_both_texts(one, other, title):
    old, new = Wording(title, one, other), Wording(other, title, one)
    assert texts_of(difference(old, new)) == [
        (getattr(old, name), getattr(new, name)) for name in ("title", "summary", "body")
    ]


def test_the_same_text_has_no_difference():
    found = of(LONG, LONG)
    assert found.is_empty and [part.changes for part in found.fields] == [(), (), ()]
    assert (found.summary, found.changed_numbers, found.changed_citations) == ("Nothing differs.", (), ())


def test_title_and_summary_are_compared_too():
    found = difference(Wording("Could I die?", "Short.", "x"), Wording("Could I die of it?", "Short.", "x"))
    assert marked(found, "title") == "Could I die{+ of it+}?"
    assert [part.is_empty for part in found.fields] == [False, True, True]


def test_a_figure_with_its_unit_is_one_word():
    assert marked(of("Of those, 12 out of 100 died.", "Of those, 14 out of 100 died.")) == (
        "Of those, [-12 out of 100-]{+14 out of 100+} died."
    )
    assert marked(of("An opening of 1.5 cm or more.", "An opening of 1.6 cm or more.")) == (
        "An opening of [-1.5 cm-]{+1.6 cm+} or more."
    )
    assert marked(of("It was 12% then.", "It was 1.2% then.")) == "It was [-12%-]{+1.2%+} then."


def test_a_citation_is_one_word():
    found = of("Most live long. [@one; @two]", "Most live long. [@one; @three]")
    assert marked(found) == "Most live long. [-[@one; @two]-]{+[@one; @three]+}"
    assert found.changed_citations == (Swap("two", ""), Swap("", "three"))
    assert (found.added_words, found.changed_numbers) == (0, ())


def test_changed_figures_stand_beside_one_another():
    found = of("In 12 out of 100 it leaks. Rest 3 days.", "In 14 out of 100 it leaks. Rest 3 hours, or 5.")
    assert found.changed_numbers == (
        Swap("12 out of 100", "14 out of 100"),
        Swap("3 days", ""),
        Swap("", "3 hours"),
        Swap("", "5"),
    )


def test_a_figure_that_moves_with_its_paragraph_has_not_changed():
    paragraphs = ["One has 5 mg in it here.", "Two speaks of the valve alone.", "Three is about sleep and food."]
    moved = of("\n\n".join(paragraphs), "\n\n".join([*paragraphs[1:], paragraphs[0]]))
    assert not moved.is_empty and moved.changed_numbers == ()


def test_swapped_figures_are_told():
    found = of("2 out of 100 women and 5 out of 100 men.", "5 out of 100 women and 2 out of 100 men.")
    assert len(found.changed_numbers) == 2


def test_a_paragraph_written_anew_is_shown_whole():
    found = of("The balloon opens the valve in an hour.", "Ask your team about sleep, food and work.")
    assert [change.kind for change in found.fields[2].changes] == ["removed", "added"]


def test_an_added_paragraph_leaves_its_neighbours_alone():
    found = of("First words here.\n\nLast words here.", "First words here.\n\nWords between them.\n\nLast words here.")
    assert [change.kind for change in found.fields[2].changes] == ["same", "added", "same"]
    assert (found.added_words, found.removed_words, found.summary) == (3, 0, "3 words added.")


def test_stray_small_words_go_with_the_change_around_them():
    found = of("It is the first and a new one for them.", "It is old news of a kind one for them.")
    assert marked(found).count("[-") == 1


def test_unchanged_lines_are_folded_and_the_heading_is_named():
    found = of(LONG, LONG.replace("more.\n\n## Part 6", "less.\n\n## Part 6"))
    kinds = [change.kind for change in found.fields[2].changes]
    assert kinds == ["gap", "same", "changed", "same", "gap"]
    first, near, changed, *_ = found.fields[2].changes
    assert (first.lines, first.old_lines, first.heading) == (25, "1–25", "Part 5")
    assert near.heading == "Part 5" and changed.new_line == 29
    assert first.hidden[0].text.startswith("## Part 1")


def test_lines_are_numbered_in_both_texts():
    added = of("One line.\nTwo lines.", "New.\nOne line.\nTwo lines.").fields[2].changes
    assert [(change.old_lines, change.new_lines) for change in added] == [("", "1"), ("1–2", "2–3")]


HOSTILE = {  # with how many of each, so that the whole has 100,000 characters
    "one line of one word": (20_000, lambda n: ("word " * n, "word " * (n * 9 // 20) + "x " + "word " * (n * 9 // 20))),
    "one word": (100_000, lambda n: ("a" * n, "a" * (n // 2) + "b" + "a" * (n // 2 - 1))),
    "lines of one word": (20_000, lambda n: ("word\n" * n, ("word\n" * (n * 9 // 20)).join(["", "x\n", ""]))),
    "every second word": (25_000, lambda n: ("w x " * n, "w y " * n)),
    "every second line": (25_000, lambda n: ("w\nx\n" * n, "w\ny\n" * n)),
    "every second line, none twice": (8_000, lambda n: ["\n".join(f"{x}\n{w}{x}" for x in range(n)) for w in "xy"]),
    "backwards": (18_000, lambda n: (" ".join(map(str, range(n))), " ".join(map(str, range(n, 0, -1))))),
    "repeats between marks": (550, lambda n: ["\n".join(f"u{u} " + f"w {x} " * 40 for u in range(n)) for x in "xy"]),
    "brackets": (100_000, lambda n: ("[" * n, "[@a;" * (n // 4))),
    "addresses": (33_000, lambda n: ("](x" * n, '](x "' * (n * 3 // 5))),
    "empty lines": (98_000, lambda n: ("a" + "\n" * n + "b", "a" + " \n" * (n // 2) + "b")),
    "digits": (50_000, lambda n: ("1," * n, "1 in " * (n * 2 // 5))),
}
WHOLE = ("every second line", "repeats between marks", "empty lines")  # what takes longest, and meets the limit of work


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_ends_in_time_and_is_whole(name):
    """Or a quarter of it in a sixteenth of the time: then even what grows with the square ends in time as a whole."""
    size, made = HOSTILE[name]
    part = 1 if name in WHOLE else 4
    old, new = map(Wording, ("", ""), ("", ""), made(size // part))
    start = process_time()
    found = difference(old, new)
    assert found.summary and is_slight(old, new)
    assert process_time() - start < 6 / part**2  # twice told; an idle machine needs a third of it
    assert texts_of(found)[2] == (old.body, new.body)
    assert len(found.fields[2].whole) <= MOST_STEPS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The ballon opens the valve.", "The balloon opens the valve."),
        ("You may bleed,, or get an infection.", "You may bleed, or get an infection."),
        ("![A hart](illustration:heart)\n\nText.", "![A heart](illustration:heart)\n\nText."),
        ("## Coud I die? {#death}\n\nText.", "## Could I die? {#death}\n\nText."),
        ("Same.", "Same."),
    ],
)
def test_a_slip_of_the_pen_is_slight(old, new):
    assert is_slight(Wording(body=old), Wording(body=new)) == ""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("It was 12 out of 100.", "It was 14 out of 100.", "is another: “12 out of 100” became “14 out of 100”"),
        ("Rest for 3 hours.", "Rest for 3 days.", "A figure is another"),
        ("Call 112.", "Call 911.", "A figure is another"),
        ("Take it.", "Take 5 mg of it.", "A figure was added: “5 mg”"),
        ("Rest for two days.", "Rest for three days.", "turn the sense was changed: “two”"),
        ("Do not stop it.", "Do stop it.", "turn the sense was changed: “not”"),
        ("You can’t drive.", "You drive.", "turn the sense"),
        ("Under <5 of them.", "Under >5 of them.", "A sign"),
        ("So it is. [@one]", "So it is. [@two]", "A citation was taken away: one"),
        ("So. [@one]\n\nNow. [@two]", "So. [@two]\n\nNow. [@one]", "A citation"),
        ("[All signs](/a/)", "[All signs](/b/)", "A link differs"),
        ("![A](illustration:a)", "![A](illustration:b)", "A picture"),
        ("## Die {#death}", "## Die {#dying}", "A heading or its key"),
        ("## Die {#death}", "### Die {#death}", "A heading or its key"),
        ("::: note\nText.\n:::", "::: urgent\nText.\n:::", "A block"),
        ("One.\n\nTwo.", "One.\nTwo.", "turn the sense|How the text is divided"),
        ("::: check\nWhat?\n\n- [ ] A\n- [x] B\n:::", "::: check\nWhat?\n\n- [x] A\n- [ ] B\n:::", "right answer"),
        ("Short.", "Now it has become quite a lot longer than it had been.", "words were added"),
    ],
)  # fmt: skip
def test_what_a_reader_may_act_upon_is_more_than_a_slip(old, new, reason):
    assert re.search(reason, is_slight(Wording(body=old), Wording(body=new)))


def page(found: Difference, **more) -> str:
    return render_to_string("desk/difference.html", {"difference": found, **more})


def test_the_page_marks_changes_for_eyes_and_ears():
    html = page(of("It was 12 out of 100.", "It was 14 out of 100."))
    assert '<del><span class="difference__aside">[removed: </span>12 out of 100<' in html
    assert '<ins><span class="difference__aside">[added: </span>14 out of 100<' in html
    assert "12 out of 100 → 14 out of 100." in html


def test_the_page_says_that_nothing_differs():
    assert "Nothing differs" in page(of("x", "x"))


def test_the_page_can_show_the_whole_text():
    found = of(LONG, LONG + "\n\nThe end.")
    assert "<details>" in page(found) and "lines unchanged" in page(found)
    assert "<details>" not in page(found, whole=True) and "Words of part 1" in page(found, whole=True)


def test_the_page_trusts_no_text():
    attack = '<img src=x onerror="alert(1)"> [@a]</del><script>alert(1)</script>'
    html = page(of("x\n\n## <b>h</b>\n\ny", attack), old_name=attack, new_name=attack)
    assert "<img" not in html and "<script" not in html and "<b>h" not in html
