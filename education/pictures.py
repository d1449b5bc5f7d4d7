"""The pictures that editors upload: made anew in several widths, and the address that tells of all of them.

The address of a picture is /media/pictures/<32 hexadecimal digits>-<width>x<height>.<ending>. Each narrower form of
it has its own width behind that: …-1600x1200-480.jpg. So whoever meets the address in a text knows the size and every
form without asking the disk.

A leaf: imports nothing of the project.
"""

import io
import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

BIGGEST = 5_000_000  # bytes of an uploaded file
MOST_PIXELS = 25_000_000
WIDEST = 1600  # pixels; nothing that is kept is wider or higher
NARROWER = (480, 960)  # widths of the other forms: the column of a text at one and two pixels to the point
ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}  # many telephones make MPO: a JPEG with extras
TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
FOLDER = "pictures/"
ADDRESS = re.compile(
    rf"(?P<stem>/media/{FOLDER}[0-9a-f]{{32}}-(?P<width>[1-9][0-9]{{0,3}})x(?P<height>[1-9][0-9]{{0,3}}))"
    rf"\.(?P<ending>{'|'.join(TYPES)})"
)
PLACEHOLDER = "DESCRIBE THIS PICTURE"  # stands where the editor has still to say what a picture shows
DECORATIVE = "decorative"  # the editor's word for a picture of which a listener misses nothing

# Of a picture with too many pixels Pillow only warns, until it has twice as many. Nothing is decoded past the limit.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class BadPicture(Exception):
    """The file cannot be taken; the message tells the editor what to do."""


@dataclass(frozen=True)
class Kept:
    """A picture that was uploaded, as its address tells of it."""

    stem: str
    width: int
    height: int
    ending: str

    @classmethod
    def at(cls, address: str) -> "Kept | None":
        """The picture at an address of a text; None for any other address, and for one of before there were widths."""
        match = ADDRESS.fullmatch(address)
        return match and cls(match["stem"], int(match["width"]), int(match["height"]), match["ending"])

    @property
    def address(self) -> str:
        return f"{self.stem}.{self.ending}"

    @cached_property
    def forms(self) -> dict[int, str]:
        """The address of each form by its width, the narrowest first."""
        narrower = {width: f"{self.stem}-{width}.{self.ending}" for width in NARROWER if width < self.width}
        return narrower | {self.width: self.address}

    @property
    def choices(self) -> str:
        """The forms as the attribute `srcset` lists them; empty if there is but one."""
        listed = [f"{address} {width}w" for width, address in self.forms.items()]
        return ", ".join(listed) if len(listed) > 1 else ""


def are_choices(srcset: str) -> bool:
    """Whether these are the forms of one uploaded picture, and nothing else."""
    kept = Kept.at(srcset.rpartition(", ")[2].partition(" ")[0])
    return bool(kept) and srcset == kept.choices


def is_kept(address: str) -> bool:
    """Whether a page can show the uploaded picture: it and its narrower forms are in the store. Asks the store for
    each of them.
    """
    if address.rpartition(".")[2] not in TYPES:
        return False
    kept = Kept.at(address)
    return all(map(default_storage.exists, map(_name, kept.forms.values() if kept else [address])))


def is_left_open(words: str) -> bool:
    """Whether nobody has said yet what the picture shows."""
    return not re.search(r"\w", words) or PLACEHOLDER.casefold() in words.casefold()


def is_decorative(words: str) -> bool:
    """Whether the editor says that somebody who cannot see the picture misses nothing."""
    return words.casefold() == DECORATIVE


def keep(file: UploadedFile) -> Kept:
    """Makes an uploaded picture anew and stores it: upright, in up to three widths, without a word about its maker.

    What the client says of type and name is not believed; of moving pictures the first one is kept. Raises BadPicture
    if the file cannot be taken, and OSError if the store fails; in both cases not a byte stays. Costs up to two
    seconds and 300 MB for the largest picture that is taken.
    """
    if not file.size:
        raise BadPicture("The file is empty. Choose it again, or choose another PNG, JPEG or WebP file.")
    if file.size > BIGGEST:
        raise BadPicture(f"The picture is larger than {BIGGEST // 1_000_000} MB. Make it smaller and try again.")
    picture, form = _opened(file)
    kept = Kept(f"/media/{FOLDER}{uuid4().hex}-{picture.width}x{picture.height}", *picture.size, ENDINGS[form])
    _store({_name(address): _encoded(picture, width, form) for width, address in kept.forms.items()})
    return kept


def _opened(file: UploadedFile) -> tuple[Image.Image, str]:
    """The picture at its greatest width, bare of everything but its pixels, and the form of its file."""
    try:
        with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as picture:
            return _bare(picture), "JPEG" if picture.format == "MPO" else picture.format
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        most = MOST_PIXELS // 1_000_000
        message = f"The picture has more than {most} million pixels. Make it smaller and try again."
        raise BadPicture(message) from error
    except Exception as error:  # Pillow raises many kinds on broken files, none of them documented as the only ones
        message = "This is not a whole PNG, JPEG or WebP picture. Save it as one of these and try again."
        raise BadPicture(message) from error


def _bare(picture: Image.Image) -> Image.Image:
    picture.draft(None, (WIDEST, WIDEST))  # a JPEG can be decoded smaller at once; no other form heeds this
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value * (1 / 256))  # or everything but the darkest grey becomes white
    bare = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    ImageOps.exif_transpose(bare, in_place=True)
    bare.thumbnail((WIDEST, WIDEST))
    bare.info.clear()  # else comment and colour profile would be written again
    return bare


def _encoded(picture: Image.Image, width: int, form: str) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    resized = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    resized.save(out, form, quality=82)
    return out.getvalue()


def _store(files: dict[str, bytes]) -> None:
    """Stores all of the files or, if one of them fails, none."""
    try:
        for name, data in files.items():
            default_storage.save(name, ContentFile(data))
    except BaseException:
        for name in files:
            default_storage.delete(name)
        raise


def _name(address: str) -> str:
    """What the store calls the file at an address."""
    return address.removeprefix(settings.MEDIA_URL)
