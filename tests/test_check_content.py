"""The command that names every fault: as words, as data, and by its exit status."""

import json

import pytest
from django.core.management import CommandError, call_command

from .folder import FILES, RULEBOOK, folder, swapped

pytestmark = pytest.mark.once
PLAIN, ABOUT = "articles/overview/plain.md", "pages/about.md"
ERROR = {
    "file": PLAIN, "line": 12, "severity": "error", "rule": "citation", "message": "no claim is called “three”",
    "remedy": "Correct the name, or add the claim to claims.yaml",
}  # fmt: skip
PASSIVE = {
    "file": PLAIN, "line": 16, "severity": "warning", "rule": "passive",
    "message": "“is given” is passive: It is given.", "remedy": "Say who does it: “your team gives you”",
}  # fmt: skip
UNUSED = {
    "file": "references.yaml", "line": 12, "severity": "warning", "rule": "unused-reference",
    "message": "no claim rests on “third-work”", "remedy": "Use it, or take it out",
}  # fmt: skip
UNSAFE = {
    "file": ABOUT, "line": 8, "severity": "error", "rule": "insecure-link",
    "message": "the link http://a.org is not https", "remedy": "Begin it with https://",
}  # fmt: skip
WARNINGS = {
    PLAIN: FILES[PLAIN].replace("Read [the risks]", "It is given. Read [the risks]"),
    "references.yaml": FILES["references.yaml"] + "third-work:\n  title: Another\n  kind: cohort\n",
}
ERRORS = {
    PLAIN: WARNINGS[PLAIN].replace("[@one; @two]", "[@one; @three]"),
    ABOUT: FILES[ABOUT].replace("We. ", "[We](http://a.org). "),
}


@pytest.fixture
def run(tmp_path, capsys):
    """run(changes, *options) gives what the command said of the folder with those changes, and its exit status."""

    def run(changes: dict, *options: str) -> tuple[str, int]:
        path = folder(tmp_path, RULEBOOK | changes)
        status = 0
        try:
            call_command("check_content", path, *options)
        except SystemExit as ended:
            status = ended.code
        return capsys.readouterr().out, status

    return run


def test_a_sound_folder_has_nothing_to_tell(run):
    assert run({}) == ("\n0 errors, 0 warnings\n", 0)


def test_errors_are_told_before_warnings_and_end_with_status_1(run):
    said, status = run(WARNINGS | ERRORS)
    assert status == 1
    assert said == (
        "Errors\n"
        f"{PLAIN}:12: no claim is called “three”. Correct the name, or add the claim to claims.yaml. [citation]\n"
        f"{ABOUT}:8: the link http://a.org is not https. Begin it with https://. [insecure-link]\n"
        "\n"
        "Warnings\n"
        f"{PLAIN}:16: “is given” is passive: It is given. Say who does it: “your team gives you”. [passive]\n"
        "references.yaml:12: no claim rests on “third-work”. Use it, or take it out. [unused-reference]\n"
        "\n"
        "2 errors, 2 warnings\n"
    )


def test_warnings_alone_leave_the_status_at_0(run):
    said, status = run(WARNINGS)
    assert status == 0
    assert said.splitlines()[0] == "Warnings"
    assert said.splitlines()[-1] == "0 errors, 2 warnings"


def test_data_tells_errors_and_warnings_apart(run):
    said, status = run(WARNINGS | ERRORS, "--format", "json")
    assert status == 1
    assert json.loads(said) == {"errors": [ERROR, UNSAFE], "warnings": [PASSIVE, UNUSED]}


def test_data_with_warnings_alone_leave_the_status_at_0(run):
    said, status = run(WARNINGS, "--format", "json")
    assert (json.loads(said), status) == ({"errors": [], "warnings": [PASSIVE, UNUSED]}, 0)


def test_data_of_a_sound_folder_is_two_empty_lists(run):
    said, status = run({}, "--format", "json")
    assert (json.loads(said), status) == ({"errors": [], "warnings": []}, 0)


@pytest.mark.parametrize(
    ("words", "told", "status"),
    [
        ("overview", {"errors": [ERROR], "warnings": [PASSIVE]}, 1),
        ("pages/about", {"errors": [UNSAFE], "warnings": []}, 1),
        ("references", {"errors": [], "warnings": [UNUSED]}, 0),
        ("articles/risks", {"errors": [], "warnings": []}, 0),
    ],
)
def test_only_some_files_may_be_asked_for_while_all_are_read(run, words, told, status):
    said, ended = run(WARNINGS | ERRORS, "--only", words, "--format", "json")
    assert (json.loads(said), ended) == (told, status)


def test_a_file_that_cannot_be_read_is_told_with_the_rest(run):
    said, status = run({"claims.yaml": b"\xff"}, "--only", "claims")
    assert status == 1
    assert said.splitlines()[1] == "claims.yaml:1: the file is not text in UTF-8. Save it again as UTF-8. [form]"


def test_a_folder_that_is_not_there_is_an_error(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("check_content", tmp_path / "gone")
    assert ended.value.code == 1
    assert "there is no such folder" in capsys.readouterr().out


def test_another_format_is_refused(tmp_path):
    with pytest.raises(CommandError, match="invalid choice: 'xml'"):
        call_command("check_content", folder(tmp_path), "--format=xml")


def test_without_a_folder_the_shipped_library_is_checked(tmp_path, capsys, settings):
    settings.CONTENT_DIR = folder(tmp_path, swapped(PLAIN, "[@one; @two]", "[@one; @three]"))
    with pytest.raises(SystemExit):
        call_command("check_content", "--only", "overview")
    assert capsys.readouterr().out.splitlines()[-1] == "1 errors, 0 warnings"
