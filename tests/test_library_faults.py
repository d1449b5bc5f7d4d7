"""What the checks find in a folder: an error keeps it out whole, a warning lets it in and is told."""

import pytest
from django.core.management import CommandError, call_command

from education.faults import BrokenContent
from education.library import import_content
from education.models import Article, Edition
from education.records import all_records

from .folder import FILES, folder, swapped

pytestmark = pytest.mark.django_db
PLAIN = "articles/overview/plain.md"
WARNING = "Words about it. It is given. [@one; @two]"


def held() -> dict:
    """Everything the database holds, and the edition of it."""
    return all_records() | {"edition": Edition.now()}


@pytest.fixture
def library(tmp_path):
    """A folder that has just been imported."""
    import_content(folder(tmp_path / "content"))
    return tmp_path / "content"


@pytest.mark.parametrize(
    "changes",
    [
        {"pages/about.md": "no head"},
        swapped(PLAIN, "[@one; @two]", "[@three]"),
        swapped(PLAIN, "What is it?", "x" * 121),
        swapped("articles/overview/article.yaml", "How narrow is it?", "x" * 201),
        swapped("articles/overview/article.yaml", "code: I05.0", f"code: {'x' * 41}"),
        swapped("articles/overview/article.yaml", "position: 10", "position: -1"),
        {"pages/About Us.md": FILES["pages/about.md"]},
    ],
)  # fmt: skip
def test_a_broken_folder_is_refused_whole(library, changes):
    before = held()
    folder(library, swapped("articles/risks/article.yaml", "position: 20", "position: 30") | changes)
    with pytest.raises(BrokenContent) as refused:
        import_content(library)
    (fault,) = refused.value.faults
    assert fault.path in changes
    assert fault.line > 0 and fault.remedy
    assert held() == before


def test_a_warning_does_not_keep_a_folder_out_and_is_told(library):
    folder(library, swapped(PLAIN, "Words about it. [@one; @two]", WARNING))
    report = import_content(library)
    assert report.of("changed") == [("text", "overview/plain")]
    assert [(fault.path, fault.line, fault.rule) for fault in report.warnings] == [(PLAIN, 12, "passive")]
    assert "It is given." in held()["text", "overview/plain"]["body"]


def test_an_error_beside_a_warning_keeps_the_folder_out_and_is_told_alone(library):
    before = held()
    folder(library, swapped(PLAIN, "Words about it. [@one; @two]", WARNING.replace("@two", "@three")))
    with pytest.raises(BrokenContent) as refused:
        import_content(library)
    assert [(fault.line, fault.rule) for fault in refused.value.faults] == [(12, "citation")]
    assert held() == before


# The command


def test_the_command_refuses_a_broken_folder_with_every_fault(tmp_path):
    folder(tmp_path, swapped(PLAIN, "[@one; @two]", "[@three]") | swapped("pages/about.md", "[@two]", "[@four]"))
    with pytest.raises(CommandError) as refused:
        call_command("import_content", tmp_path)
    assert str(refused.value) == (
        "Nothing was imported.\n"
        "articles/overview/plain.md:12: no claim is called “three”. Correct the name, or add the claim to claims.yaml. "
        "[citation]\n"
        "pages/about.md:8: no claim is called “four”. Correct the name, or add the claim to claims.yaml. [citation]"
    )
    assert Article.objects.count() == 0


def test_the_command_counts_the_warnings(tmp_path, capsys):
    changes = swapped(PLAIN, "Words about it. [@one; @two]", f"{WARNING}\n\nPatients should rest.")
    call_command("import_content", folder(tmp_path, changes))
    assert capsys.readouterr().out.splitlines() == [
        "2 warnings; check_content names them", "11 created, 0 changed, 0 same, 0 conflicting",
    ]  # fmt: skip


def test_the_command_says_nothing_of_warnings_where_there_are_none(tmp_path, capsys):
    call_command("import_content", folder(tmp_path))
    assert capsys.readouterr().out == "11 created, 0 changed, 0 same, 0 conflicting\n"
