"""What a text becomes that explains besides words: drawings, risk pictures, checks and picture stories."""

import re

import pytest

from education.rendering import Ledger, render

from .strict_html import faults, words

pytestmark = pytest.mark.once

LEDGER = Ledger({"mitral": ("mitral", "Of it.")}, {"bare": ()})
CHECK = """::: check
Which **way**, mitral?

- [x] Through the *mitral* vein
- [ ] Through a cut

Through a vein. [@bare] [Read it again](#way)
:::"""


def lead(text: str) -> str:
    return str(render(text, LEDGER).lead)


def test_a_check_is_a_question_with_its_answer_folded_away():
    assert lead(CHECK) == (
        '<div class="block block--check">\n'
        "<p>Which <strong>way</strong>, "
        '<a class="term" href="/glossary/#mitral" data-meaning="Of it.">mitral</a>?</p>\n'
        '<ul>\n<li class="option option--right">Through the <em>mitral</em> vein</li>\n'
        '<li class="option">Through a cut</li>\n</ul>\n'
        '<details class="answer"><summary>Show the answer</summary>'
        '<p class="answer__right">Through the mitral vein</p>\n'
        '<p>Through a vein. <a href="#way">Read it again</a></p>\n</details></div>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "::: check\n:::",
        "::: check\n- [x] a",
        "::: check\n- a\n- b\n\n- [x] c\n:::",
        "::: check\n- a\n  - [x] b\n\n- c\n:::",
    ],
)
def test_a_check_that_is_not_whole_is_still_html(text):
    assert faults(lead(text)) == []


def test_a_list_outside_of_a_check_keeps_its_brackets():
    assert words(lead("- [x] packed")).strip() == "[x] packed"


def test_a_risk_picture_fills_as_many_of_a_hundred_as_its_words_say():
    html = lead("::: chance\n**9 out of 100 people** did. [@bare]\n\nAbout 91 out of 100 did not.\n\nFew.\n:::")
    pictures = re.findall(r'<div class="people" role="img" aria-label="(.*?)">(.*?)</div><p>', html)
    assert [(label, people.count("<b></b>"), people.count("<i></i>")) for label, people in pictures] == [
        ("9 of 100 figures are filled in", 9, 91),
        ("91 of 100 figures are filled in", 91, 9),
    ]
    assert html.count("<p>") == 3


def test_only_a_risk_picture_draws_people():
    assert lead("::: note\n9 out of 100 people did.\n:::").count("<b>") == 0


def test_the_frames_of_a_picture_story_are_counted():
    html = lead(
        '::: story\n![One](illustration:a "First")\n\n![Two](illustration:b "Then")\n:::\n\n![x](illustration:c "y")'
    )
    assert re.findall("<figcaption>(.*?)</figcaption>", html) == [
        "<strong>Step 1 of 2.</strong> First",
        "<strong>Step 2 of 2.</strong> Then",
        "y",
    ]


def test_a_drawing_takes_the_colours_of_the_page_and_has_its_words():
    assert lead('![A <valve>](illustration:valve "Seen from above")') == (
        '<figure class="picture"><svg class="drawing" role="img" aria-label="A &lt;valve&gt;" viewBox="0 0 480 400" '
        'width="480" height="400"><use href="/static/illustrations/valve.svg#drawing"></use></svg>'
        "<figcaption>Seen from above</figcaption></figure>"
    )
