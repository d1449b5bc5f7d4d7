"""Archives from a stranger: one article's files come out, and nothing else, however the archive was made."""

import io
import stat
import warnings
import zipfile

import pytest

from education import archive
from education.archive import BadArchive, pack, unpack

pytestmark = pytest.mark.once
YAML, PLAIN = "articles/overview/article.yaml", "articles/overview/plain.md"
FILES = {YAML: "stage: understand\n", PLAIN: "Words, also “é”.\n"}
BYTES = {name: text.encode() for name, text in FILES.items()}
BOMB = b"\0" * 900_000


def zipped(entries: list[tuple[str | zipfile.ZipInfo, bytes]], form=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", form) as made:
        warnings.simplefilter("ignore")  # of names that stand there twice
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    return entry


def patched(data: bytes, at: int, value: bytes) -> bytes:
    """The archive with some bytes changed in each header of its entries: `at` counts within the local header."""
    for mark, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        start = data.index(mark) + at + shift
        data = data[:start] + value + data[start + len(value) :]
    return data


def test_what_is_packed_is_unpacked_and_packed_alike():
    assert unpack(pack(FILES)) == BYTES
    assert pack(FILES) == pack(FILES)


@pytest.mark.parametrize("prefix", ["", "content/", "content-main/deep er/"])
def test_a_folder_around_and_what_systems_add_are_passed_over(prefix):
    more = [
        (f"{prefix}articles/", b""),
        ("__MACOSX/articles/._x", b"x"),
        (f"{prefix}articles/overview/.DS_Store", b"x"),
    ]
    assert unpack(zipped([*more, *((prefix + name, data) for name, data in BYTES.items())])) == BYTES


HOSTILE = {
    "nothing": (b"", "no ZIP archive"),
    "no archive": (b"title: x", "no ZIP archive"),
    "a head of one": (zipped([(YAML, b"x")])[:40], "no ZIP archive"),
    "too large": (b"PK" + b"x" * archive.LARGEST, "larger than 1 MB"),
    "empty": (zipped([]), "no file of an article"),
    "folders only": (zipped([("articles/overview/", b"")]), "no file of an article"),
    "too many": (zipped([(f"articles/a/{n}.md", b"x") for n in range(21)]), "21 entries"),
    "a bomb": (zipped([(PLAIN, BOMB)]), "larger than 200 KB unpacked"),
    "a bomb that says it is small": (patched(zipped([(PLAIN, BOMB)]), 22, b"\x10\0\0\0"), "damaged"),
    "a large list": (zipped([(YAML, b"x" * 20_001)]), "larger than 20 KB unpacked"),
    "a bomb in another packing": (zipped([(PLAIN, BOMB)], zipfile.ZIP_BZIP2), "unusual way"),
    "one that says it is huge": (patched(zipped([(PLAIN, b"x")]), 22, b"\xff\xff\xff\x7f"), "larger than 200 KB"),
    "a wrong sum": (patched(zipped([(PLAIN, b"x")]), 14, b"\0\0\0\0"), "damaged"),
    "encrypted": (patched(zipped([(PLAIN, b"x")]), 6, b"\1"), "encrypted"),
    "an unknown packing": (patched(zipped([(PLAIN, b"x")]), 8, b"\x63"), "unusual way"),
    "a link": (zipped([(with_mode(PLAIN, stat.S_IFLNK | 0o777), b"/etc/passwd")]), "a link or a device"),
    "a device": (zipped([(with_mode(PLAIN, stat.S_IFCHR | 0o666), b"")]), "a link or a device"),
    "upwards": (zipped([("../../articles/overview/plain.md", b"x")]), "no name for a file"),
    "upwards within": (zipped([("articles/../articles/overview/plain.md", b"x")]), "no name for a file"),
    "a slug upwards": (zipped([("articles/../plain.md", b"x")]), "no name for a file"),
    "from the root": (zipped([("/articles/overview/plain.md", b"x")]), "no name for a file"),
    "another slash": (zipped([("articles\\overview\\plain.md", b"x")]), "no name for a file"),
    "a NUL in the name": (
        zipped([("articles/overview/plainXmd", b"x")]).replace(b"plainXmd", b"plain\0md"), "no name for a file",
    ),
    "another file": (zipped([(PLAIN, b"x"), ("claims.yaml", b"x")]), "“claims.yaml” is no file of an article"),
    "a file too deep": (zipped([("articles/overview/more/plain.md", b"x")]), "is no file of an article"),
    "two articles": (zipped([(PLAIN, b"x"), ("articles/risks/plain.md", b"x")]), "several articles: overview, risks"),
    "the same twice": (zipped([(PLAIN, b"x"), (PLAIN, b"y")]), "stands in the archive twice"),
    "the same by two ways": (zipped([(PLAIN, b"x"), ("copy/" + PLAIN, b"y")]), "stands in the archive twice"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), HOSTILE.values(), ids=HOSTILE)
def test_anything_else_is_refused_with_the_reason(data, message):
    with pytest.raises(BadArchive, match=message):
        unpack(data)


@pytest.mark.parametrize("at", range(0, 250, 3))
def test_a_damaged_archive_is_refused_or_gives_no_more_than_is_allowed(at):
    data = pack(FILES)
    at = at * len(data) // 250
    broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
    try:
        assert sum(map(len, unpack(broken).values())) <= archive.MOST * archive.LARGEST_ENTRY
    except BadArchive as error:
        assert str(error)
