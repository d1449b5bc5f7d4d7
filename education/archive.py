"""ZIP archives of one article's files: made, and read from a stranger without trusting a word of them.

Nothing is written to disk: an archive becomes names and bytes, never more of them than the limits say, whatever it
declares.

A leaf: imports nothing of the project.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping

LARGEST = 1_000_000  # bytes of an archive
MOST = 20  # entries, folders included
LARGEST_ENTRY = 200_000  # bytes of a file: twice the longest text
LARGEST_YAML = 20_000  # YAML is slow to read: ten times the longest of ours
KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack in pieces of any size
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, ArithmeticError, EOFError, LookupError, NotImplementedError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip
EPOCH = (1980, 1, 1, 0, 0, 0)


class BadArchive(ValueError):
    """It is not taken. The message says why, and what to do."""


def pack(files: Mapping[str, str]) -> bytes:
    """A ZIP archive of files by their names; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of one article in an archive, by their names from articles/ on; what stands before that is dropped.

    Raises BadArchive for anything else: no ZIP archive, one that is too large, damaged or encrypted, another name,
    a link, a second article. Never unpacks more of an entry than LARGEST_ENTRY.
    """
    if len(data) > LARGEST:
        raise BadArchive(f"The file is larger than {LARGEST // 1_000_000} MB. An article is smaller; send one alone.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive)
    except BadArchive:
        raise
    except BROKEN as error:
        raise BadArchive("This is no ZIP archive, or it is damaged. Make it again.") from error


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not _is_litter(entry)]
    if len(entries) > MOST:
        raise BadArchive(f"The archive has {len(entries)} entries, and {MOST} are the most. Send one article alone.")
    files: dict[str, bytes] = {}
    for entry in entries:
        _refuse_unsafe(entry)
        if entry.is_dir():
            continue
        name = _name_of(entry)
        if name in files:
            raise BadArchive(f"“{_shown(name)}” stands in the archive twice. Keep one of the two.")
        files[name] = _bytes_of(archive, entry)
    slugs = {name.split("/")[1] for name in files}
    if not slugs:
        raise BadArchive(
            "The archive holds no file of an article. It must hold articles/, the article’s address, and its files."
        )
    if len(slugs) > 1:
        raise BadArchive(
            f"The archive holds several articles: {', '.join(map(_shown, sorted(slugs)))}. Send one at a time."
        )
    return files


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    """What some systems put into every archive, beside what they were asked to."""
    return entry.filename.startswith("__MACOSX/") or entry.filename.split("/")[-1] in (".DS_Store", "Thumbs.db")


def _refuse_unsafe(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if "\0" in name or "\\" in name or name.startswith("/") or not {"", ".", ".."}.isdisjoint(_parts(entry)):
        raise BadArchive(
            f"“{_shown(name)}” is no name for a file here. Make the archive from the folder articles/ alone."
        )
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadArchive(f"“{_shown(name)}” is a link or a device. Put the file itself into the archive.")
    if entry.flag_bits & 0x1:
        raise BadArchive(f"“{_shown(name)}” is encrypted. Make the archive without a password.")
    if entry.compress_type not in KNOWN:
        raise BadArchive(f"“{_shown(name)}” is packed in an unusual way. Make an ordinary ZIP archive.")


def _parts(entry: zipfile.ZipInfo) -> list[str]:
    return entry.filename.removesuffix("/").split("/")


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name from articles/ on. Raises BadArchive if it is not articles/<one>/<file>."""
    parts = _parts(entry)
    if len(parts) < 3 or parts[-3] != "articles":
        raise BadArchive(
            f"“{_shown(entry.filename)}” is no file of an article. Names must be articles/<address>/article.yaml or "
            "articles/<address>/<level>.md."
        )
    return "/".join(parts[-3:])


def _bytes_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What the entry holds, by what it says of its size and by what it has."""
    data, most = b"", LARGEST_YAML if entry.filename.endswith(".yaml") else LARGEST_ENTRY
    if entry.file_size <= most:
        with archive.open(entry) as file:
            data = file.read(most + 1)
    if entry.file_size > most or len(data) > most:
        raise BadArchive(f"“{_shown(entry.filename)}” is larger than {most // 1000} KB unpacked. Shorten it.")
    return data


def _shown(name: str) -> str:
    """A name as a message may repeat it."""
    return "".join(sign if sign.isprintable() else "�" for sign in name[:80])
