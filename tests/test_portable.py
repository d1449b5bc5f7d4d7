"""One article out of the desk as files, and in as drafts."""

import io
import zipfile
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from education import portable
from education.archive import pack, unpack
from education.library import export_content
from education.models import Article, AuditEntry, Edition, Variant
from education.models.edition import StaleVersion
from education.wording import Wording

from .folder import FILES, folder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]
IMPORT = "/admin/desk/import/"
YAML, PLAIN, DETAILED = (f"articles/overview/{name}" for name in ("article.yaml", "plain.md", "detailed.md"))
OVERVIEW = {name: FILES[name] for name in (YAML, DETAILED, PLAIN)}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def library(tmp_path):
    return folder(tmp_path / "content")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def send(client, files, name="overview.zip", **fields):
    data = pack(files) if isinstance(files, dict) else files
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)} | fields)


def swapped(old: str, new: str, name: str = PLAIN) -> dict[str, str]:
    assert old in OVERVIEW[name]
    return {name: OVERVIEW[name].replace(old, new, 1)}


def text(level: str = "plain") -> Variant:
    return Variant.objects.get(article__slug="overview", level=level)


def outcomes(response) -> dict[str, str]:
    return {one.variant.level: one.outcome for one in response.context["arrival"].texts}


def taken_out(client, **query) -> dict[str, str]:
    address = reverse("desk:export", args=[Article.objects.get(slug="overview").pk])
    return {name: data.decode() for name, data in unpack(client.get(address, query).content).items()}


def held() -> tuple:
    return (Edition.now(), list(Variant.objects.values_list("pk", "version")), Article.objects.count())


# Who


@pytest.mark.parametrize(
    ("who", "out", "into"), [("reader", 302, 302), ("reviewer", 200, 403), ("editor", 200, 200), ("chief", 200, 200)]
)
def test_who_may_see_texts_takes_them_out_and_editors_bring_them_in(library, client, request, who, out, into):
    address = reverse("desk:export", args=[Article.objects.first().pk])
    assert [client.get(address).status_code, client.get(IMPORT).status_code] == [302, 302]
    client.force_login(request.getfixturevalue(who))
    assert (client.get(address).status_code, client.get(IMPORT).status_code) == (out, into)
    assert send(client, OVERVIEW).status_code == into
    assert client.post(address).status_code in (302, 405)


# Out


def test_the_archive_holds_what_an_export_writes(library, desk):
    text().keep_draft(Wording("A draft", "Sums it up.", "Words."))
    export_content(library)
    files = taken_out(desk)
    assert files == {name: (library / name).read_text() for name in OVERVIEW}
    assert taken_out(desk, drafts="1") == files | {PLAIN: "---\ntitle: A draft\nsummary: Sums it up.\n---\n\nWords.\n"}


def test_the_download_says_what_it_is(library, desk):
    address = reverse("desk:export", args=[Article.objects.get(slug="overview").pk])
    for query, name in (("", "overview.zip"), ("?drafts=1", "overview-drafts.zip")):
        response = desk.get(address + query)
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.headers["Content-Type"] == "application/zip"
        assert "no-store" in response.headers["Cache-Control"]
    assert desk.get(reverse("desk:export", args=[99_999])).status_code == 404


@pytest.mark.parametrize("drafts", ["0", "1"])
def test_what_was_taken_out_comes_back_the_same(library, desk, drafts):
    text().keep_draft(Wording("A draft", "Sums it up.", "Words."))
    files = taken_out(desk, drafts=drafts)
    before = held()
    told = outcomes(send(desk, files))
    assert told == {"plain": "same" if drafts == "1" else "refused", "detailed": "same"}
    assert held() == before


# In


def test_a_new_article_comes_in_with_its_facts_and_drafts_and_readers_meet_nothing(desk, editor):
    files = {name.replace("overview", "new"): words.replace("- risks", "- new") for name, words in OVERVIEW.items()}
    response = send(desk, files)
    article = Article.objects.get(slug="new")
    assert (response.status_code, outcomes(response)) == (200, {"plain": "draft made", "detailed": "draft made"})
    assert (article.stage, article.questions.count(), list(article.related.all())) == ("understand", 3, [article])
    assert [(one.title, one.draft_title, list(one.writers.all())) for one in article.variants.order_by("level")] == [
        ("", "What is it, in detail?", [editor]), ("", "What is it?", [editor]),
    ]  # fmt: skip
    assert article not in Article.objects.published()
    entry = AuditEntry.objects.get(action="import")
    assert (entry.who, entry.subject, entry.why) == (editor, "new", "article created, 2 draft made")
    for row in (article, article.variants.first()):
        assert {(old.history_change_reason, old.history_user) for old in row.history.all()} == {("import", editor)}


def test_words_come_in_as_a_draft_whose_faults_are_told(library, desk):
    response = send(desk, swapped("[@one; @two]", "[@three]"))
    page = response.content.decode()
    assert outcomes(response) == {"plain": "draft made"}
    assert "[@three]" in text().draft and "[@three]" not in text().body
    assert "no claim is called “three”" in page
    assert reverse("admin:education_variant_change", args=[text().pk]) in page


@pytest.mark.parametrize("by", ["editor", "colleague"])
def test_an_unfinished_draft_is_replaced_only_if_asked(library, desk, request, by):
    writer = request.getfixturevalue(by)
    text().keep_draft(Wording("Theirs", "Sums it up.", "Words."), writer)
    response = send(desk, OVERVIEW)
    assert (outcomes(response)["plain"], text().draft_title) == ("refused", "Theirs")
    assert ("Your own" if by == "editor" else "Another editor’s") in response.content.decode()
    assert outcomes(send(desk, OVERVIEW, overwrite="on"))["plain"] == "draft changed"
    assert text().draft_title == "What is it?"
    assert [row.draft_title for row in text().history.all()][:2] == ["What is it?", "Theirs"]
    assert writer in text().writers.all()


def test_facts_of_an_article_that_is_there_change_only_if_asked(library, desk, editor):
    changed = swapped("position: 10", "position: 11", YAML)
    page = send(desk, changed).content.decode()
    assert Article.objects.get(slug="overview").position == 10
    assert "Not taken over" in page and "<td>10</td><td>11</td>" in page
    send(desk, changed, take_facts="on")
    article = Article.objects.get(slug="overview")
    assert (article.position, article.history.first().history_user) == (11, editor)
    assert [entry.why for entry in AuditEntry.objects.filter(action="import")] == [
        "facts changed", "other facts not taken",
    ]  # fmt: skip


def test_what_is_asked_is_held_to_sections_that_are_here_and_those_that_come(library, desk):
    asked = "asked:\n  drafted:\n    - is it drafted\n  new:\n    - is it new\nreview_months"
    text("detailed").keep_draft(Wording("A draft", "Sums it up.", "## Drafted {#drafted}\n\nWords."))
    files = swapped("review_months", asked, YAML) | swapped("{#second-part}", "{#new}")
    assert "<td>drafted: is it drafted new: is it new</td>" in send(desk, files).content.decode()
    assert send(desk, files, take_facts="on").status_code == 200
    assert Article.objects.get(slug="overview").asked == ["drafted: is it drafted", "new: is it new"]


def test_a_single_text_comes_in_for_the_article_that_is_chosen(library, desk):
    words = swapped("Words about it", "Other words")[PLAIN].encode()
    assert send(desk, words, "plain.md", article=Article.objects.get(slug="overview").pk).status_code == 200
    assert "Other words" in text().draft
    for name, fields in (("plain.md", {}), ("easy.md.md", {"article": Article.objects.first().pk})):
        assert send(desk, words, name, **fields).status_code == 400


def test_hostile_words_stay_words(library, desk):
    files = {PLAIN: OVERVIEW[PLAIN].replace("What is it?", f"'{HOSTILE.replace(chr(39), chr(39) * 2)}'")}
    files |= swapped("stage: understand", f"stage: {HOSTILE}", YAML)
    page = send(desk, files).content.decode()
    assert text().draft_title == HOSTILE
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2
    assert "<script>alert" not in page and "<img src=x" not in page


# Nothing of it, or all


LAUGHS = "a: &a [x, x, x]\n" + "".join(
    f"{n}: &{n} [*{p}, *{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
)
BROKEN = {
    "no head": ({PLAIN: "Words."}, "must begin with a line of three hyphens"),
    "no level": ({"articles/overview/easy.md": FILES[PLAIN]}, "is no file of an article"),
    "no address": ({"articles/Over View/plain.md": FILES[PLAIN]}, "cannot be an address"),
    "English twice": ({PLAIN: FILES[PLAIN], "articles/overview/plain.en.md": FILES[PLAIN]}, "is no file of an article"),
    "a NUL": (swapped("Words", "Wor\0ds"), "a NUL character stands in the text"),
    "laughs": ({YAML: OVERVIEW[YAML] + LAUGHS}, "repeats another entry"),
    "depth": ({YAML: "stage: " + "[" * 15_000}, "too many entries within one another"),
    "a long number": ({YAML: f"stage: understand\nposition: {'9' * 5_000}\n"}, "cannot be"),
    "no article": ({"articles/other/plain.md": FILES[PLAIN]}, "there is no article “other” yet"),
    "nothing": ({YAML: ""}, "the file is empty"),
    "a long title": (swapped("What is it?", "x" * 121), "cannot be kept: title"),
    "a long text": (swapped("Words", "x" * 100_001), "cannot be kept: body"),
    "no stage": (swapped("stage: understand", "stage: never", YAML), "there is no stage “never”"),
    "no codes": (swapped("code: I05.0", "more: I05.0", YAML), "is not whole"),
    "no place": (swapped("position: 10", "position: -1", YAML), "cannot be kept: position"),
    "a huge place": (swapped("position: 10", f"position: {10**30}", YAML), "cannot be kept: position"),
    "a check in a thousand years": (swapped("review_months: 36", "review_months: 12000", YAML), "review_months"),
    "a long question": (swapped("How narrow is it?", "x" * 201, YAML), "cannot be kept: text"),
    "a question that leads nowhere": (
        swapped("review_months", "asked:\n  gone:\n    - is it far\nreview_months", YAML),
        "“gone: is it far” leads to no section that answers",
    ),
    "a question that another article answers": (
        swapped("review_months", "asked:\n  first-part:\n    - Is it risky?\nreview_months", YAML),
        "is asked at “risks#first-part” already",
    ),
    "no relation": (swapped("- risks", "- gone", YAML), "the related article “gone” is not there"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "message"), BROKEN.values(), ids=BROKEN)
def test_broken_files_are_told_by_place_and_nothing_is_stored(library, desk, files, message):
    before = held()
    sound = {DETAILED: FILES[DETAILED].replace("Words", "Others")} if "articles/overview/" in min(files) else {}
    response = send(desk, (sound if any(files.values()) else {}) | files, take_facts="on")
    assert response.status_code == 400
    assert message in " ".join(str(fault) for fault in response.context["faults"])
    assert ", line " in response.content.decode()
    assert (held(), AuditEntry.objects.filter(action="import").count()) == (before, 0)


def other_bytes() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(PLAIN, b"\xff\xfe")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 no archive", "no ZIP archive"),
        (b"x" * 10_000_000, "larger than 1 MB"),
        (pack({PLAIN: "x" * 200_001}), "larger than 200 KB"),
        (pack({PLAIN: "x", f"articles/{HOSTILE.replace('/', '')}/plain.md": "x"}), "several articles"),
        (other_bytes(), "not text in UTF-8"),
    ],
)
def test_what_is_no_archive_of_an_article_is_refused_on_the_page(library, desk, data, message):
    response = send(desk, data)
    assert response.status_code == 400
    page = response.content.decode()
    assert message in page and "<script>alert" not in page


def test_nothing_sent_is_told(desk):
    assert desk.post(IMPORT).status_code == 400


def test_a_save_in_the_same_moment_is_not_overwritten(library, desk):
    before = held()
    with mock.patch.object(portable, "keep_draft", side_effect=StaleVersion("plain")):
        response = send(desk, swapped("Words about it", "Other words"))
    assert (response.status_code, held()) == (409, before)
    assert "Somebody else saved the same article" in response.content.decode()


def test_the_lists_lead_to_it(desk):
    for name in ("article", "variant"):
        assert IMPORT in desk.get(reverse(f"admin:education_{name}_changelist")).content.decode()
