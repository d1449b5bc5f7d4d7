"""Hostile words on their way out of the pages: into mail, files, JSON and the log; and texts that cost time."""

import json
import time

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from education.archive import pack
from education.models import AuditEntry, Invitation, Variant

from . import build
from .hostile import HOSTILE
from .payloads import EVERY, ODD, SIZE
from .shape import Shape
from .strict_html import faults

pytestmark = pytest.mark.django_db

LINES = [words for words in ODD if "\0" not in words]
# What is quick to draw may be slow to judge: one pattern of each kind that ever cost a checker time.
SLOW = [
    "a", "a ", "a. ", "[", "[@a]", "(", "1 ", "1.", "1 out of 100 ", "w-", "Aa ", "**a ", "## a {#a}\n", "- a\n",
    "| a ", "::: note\n", ":::\n", "![a](illustration:a)", "[a](/articles/a/) ", "\U0001f600", "http://a.b ", "\u0130",
]  # fmt: skip


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_name_of_the_invited_adds_nothing_to_the_head_of_the_message(desk, editor):
    text = build.article("one", "plain").variants.get()
    review = build.submitted(text, editor)
    for name in LINES:
        desk.post(reverse("desk:invite", args=[review.pk]), {"name": name, "email": "ada@example.org"})
    assert len(mail.outbox) == Invitation.objects.count() > 20
    for message in mail.outbox:
        sent = message.message()
        assert sorted(sent.keys()) == [
            "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To",
        ]  # fmt: skip
        assert sent["To"] == "ada@example.org"
        assert not {"\r", "\n"} & set(message.subject)


def test_an_address_with_a_line_in_it_is_refused(desk, editor):
    review = build.submitted(build.article("one", "plain").variants.get(), editor)
    for email in ("a@b.org\nBcc: c@d.org", "a@b.org\r\n\r\nx", "a@b.org, c@d.org", "a@b.org\0", "<a@b.org>", "a"):
        answer = desk.post(reverse("desk:invite", args=[review.pk]), {"name": "Dr Ada", "email": email})
        assert answer.status_code in (400, 409), email
    assert mail.outbox == []


def test_json_is_sent_as_json_whatever_stands_in_it(desk):
    for number, words in enumerate(HOSTILE):
        build.claim(f"k-{number}", "work", text=words, figures=(words,))
        build.term(f"k-{number}", words[:400], words[:200])
    text = build.article("one", "plain").variants.get()
    form = {"article": text.article_id, "level": "plain", "language": "en", "draft": "\n\n".join(EVERY)}
    answers = [desk.get(f"/admin/desk/{kind}/", {"q": "k-"}) for kind in ("claims", "terms")]
    for answer in (*answers, desk.post(reverse("desk:check"), form | {"draft_title": HOSTILE[0]})):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert json.loads(answer.content)
    assert len(answers[0].json()["found"]) > 10


@pytest.mark.once
@pytest.mark.parametrize("words", [*HOSTILE[::4], *LINES[::4]])
def test_archive_with_hostile_names_or_words_is_taken_as_words_or_refused(desk, words):
    build.article("one", "plain")
    head = json.dumps(words)
    files = [
        {f"articles/{words}/plain.md": "x"}, {f"articles/one/{words}": "x"}, {"articles/one/article.yaml": words},
        {"articles/one/plain.md": f"---\ntitle: {head}\nsummary: {head}\n---\n{words}\n"},
        {"articles/one/plain.md": words}, {f"{words}/articles/one/plain.md": "---\n---\n"},
    ]  # fmt: skip
    sent = [(pack(one), "a.zip") for one in files] + [
        (words.encode(), words[:90] + ".md"),
        (words.encode(), "plain.md"),
    ]
    for data, name in sent:
        answer = desk.post(
            "/admin/desk/import/", {"file": SimpleUploadedFile(name, data), "article": "", "overwrite": "on"}
        )
        assert answer.status_code in (200, 400, 409)
        assert Shape(answer.content.decode()).harms == []


@pytest.mark.once
@pytest.mark.parametrize("escape", [r"\0", r"\ud800", r"\udfff\ud800", r"\x00"])
@pytest.mark.parametrize("head", ['title: "{}"', '"{}": x', '"{}": x\n"{}": y', "title: !<{}> x"])
def test_escape_for_what_no_text_may_hold_is_refused(desk, head, escape):
    build.article("one", "plain")
    for name in ("plain.md", "article.yaml"):
        words = head.replace("{}", escape)
        data = pack({f"articles/one/{name}": f"---\n{words}\n---\nWords.\n" if name == "plain.md" else f"{words}\n"})
        answer = desk.post("/admin/desk/import/", {"file": SimpleUploadedFile("a.zip", data), "take_facts": "on"})
        assert answer.status_code == 400
        assert answer.context["form"].errors or answer.context["faults"]


def test_file_that_is_taken_out_is_named_after_the_address_alone(desk, editor):
    text = build.article("one", "plain").variants.get()
    text.keep_draft(type(text.live)(HOSTILE[0][:120], "S", "\n\n".join(HOSTILE)), editor)
    answer = desk.get(reverse("desk:export", args=[text.article_id]))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="one')
    assert answer.headers["Content-Disposition"].isascii()


def test_row_of_the_log_stays_one_line_where_it_is_listed(client, chief):
    for words in LINES:
        AuditEntry.note(words, words[:40], words, why=words)
    client.force_login(chief)
    page = client.get("/admin/education/auditentry/").content.decode()
    assert page.count('class="action-checkbox"') in (0, len(LINES))
    assert Shape(page).harms == []


def seconds(desk, text: Variant, words: str) -> float:
    """How long a text is judged and drawn; what is drawn must be whole."""
    form = {"article": text.article_id, "level": "plain", "language": "en", "draft": words}
    start = time.process_time()
    assert desk.post(reverse("desk:check"), form).status_code == 200
    drawn = desk.post("/admin/markdownx/preview/", {"content": words})
    taken = time.process_time() - start
    assert faults(drawn.content.decode()) == []
    return taken


@pytest.mark.once
def test_twenty_kilobytes_are_judged_within_three_seconds(desk):
    """A quarter of them in a twentieth of that says so too; only what takes longer is tried whole."""
    text = build.article("one", "plain").variants.get()
    slow = [pattern for pattern in SLOW if seconds(desk, text, (pattern * SIZE)[: SIZE // 4]) > 3 / 20]
    assert [pattern for pattern in slow if seconds(desk, text, (pattern * SIZE)[:SIZE]) > 3] == []
