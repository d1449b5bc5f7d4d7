"""A picture that is kept: made anew, upright, in several widths, and told by its address. Refusals: test_uploads.py."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from education.pictures import ENDINGS, BadPicture, Kept, are_choices, is_decorative, is_kept, is_left_open, keep

pytestmark = pytest.mark.once

HEX = "0123456789abcdef" * 2
STEM = f"/media/pictures/{HEX}-1600x1200"
FORMS = ["PNG", "JPEG", "WEBP"]
SECRET = "taken by Nobody at 51.5 North"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def bytes_of(picture: Image.Image, form: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def kept(data: bytes) -> Kept:
    return keep(SimpleUploadedFile("x", data))


def files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.rglob("*") if path.is_file()}


def shown(picture: Kept, store: Path) -> Image.Image:
    with Image.open(store / picture.address.removeprefix("/media/")) as found:
        found.load()
        return found


def size_of(store: Path, address: str) -> tuple[int, int]:
    with Image.open(store / address.removeprefix("/media/")) as found:
        return found.size


# Widths


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((300, 200), [(300, 200)]),
        ((480, 240), [(480, 240)]),
        ((500, 250), [(480, 240), (500, 250)]),
        ((960, 96), [(480, 48), (960, 96)]),
        ((3200, 1000), [(480, 150), (960, 300), (1600, 500)]),
        ((400, 3200), [(200, 1600)]),
        ((1000, 1), [(480, 1), (960, 1), (1000, 1)]),
    ],
)
def test_picture_is_kept_in_up_to_three_widths_and_never_enlarged(store, size, sizes):
    picture = kept(bytes_of(Image.new("L", size), "PNG"))
    assert set(files(store)) == {address.rpartition("/")[2] for address in picture.forms.values()}
    assert [size_of(store, address) for address in picture.forms.values()] == sizes
    assert list(picture.forms) == [width for width, _ in sizes]
    assert (picture.width, picture.height) == sizes[-1]


@pytest.mark.parametrize("form", [*FORMS, "MPO"])
def test_every_form_is_kept_under_its_own_ending(store, form):
    extras = {"save_all": True, "append_images": [Image.new("RGB", (9, 9))]} if form == "MPO" else {}
    picture = kept(bytes_of(Image.new("RGB", (500, 40), "red"), form, **extras))
    with Image.open(store / picture.address.removeprefix("/media/")) as found:
        assert (picture.ending, found.format) == (ENDINGS[form], "JPEG" if form == "MPO" else form)


# Upright

CORNER = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}
# Where the camera, held in that way, put what belongs into the upper left corner.


@pytest.mark.parametrize("orientation", CORNER)
@pytest.mark.parametrize("form", FORMS)
def test_picture_stands_upright_however_the_camera_was_held(store, form, orientation):
    across, down = CORNER[orientation]
    lying = Image.new("RGB", (64, 32), "blue")
    lying.paste("red", (across * 48, down * 16, across * 48 + 16, down * 16 + 16))
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = shown(kept(bytes_of(lying, form, exif=exif)), store).convert("RGB")
    red, _, blue = upright.getpixel((4, 4))
    assert (upright.size, red > 200, blue < 60) == ((64, 32) if orientation < 5 else (32, 64), True, True)


# Nothing about the maker


def told(form: str) -> bytes:
    """A picture that tells all it can: camera, place, colour profile, XMP, comment and words."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x8825] = SECRET, 1, {1: "N", 29: SECRET}
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET)
    words.add_itxt("XML:com.adobe.xmp", SECRET)
    own = {"PNG": {"pnginfo": words}, "JPEG": {"comment": SECRET, "xmp": SECRET.encode()}, "WEBP": {"xmp": SECRET}}
    picture = Image.new("RGB", (1700, 40), "red")
    return bytes_of(picture, form, exif=exif, icc_profile=b"profile " + SECRET.encode(), **own[form])


@pytest.mark.parametrize("form", FORMS)
def test_no_width_says_anything_about_its_maker(store, form):
    before = told(form)
    assert SECRET.encode() in before
    kept(before)
    assert len(files(store)) == 3
    for path in files(store).values():
        data = path.read_bytes()
        marks = [mark for mark in (SECRET.encode(), b"Exif", b"EXIF", b"eXIf", b"iCC", b"ICC", b"xmp") if mark in data]
        with Image.open(path) as found:
            assert (marks, dict(found.getexif()), set(found.info) & {"comment", "icc_profile", "xmp"}) == (
                [],
                {},
                set(),
            )


# Pixels

GREY = 128


@pytest.mark.parametrize(
    ("picture", "form", "seen"),
    [
        (Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG", (254, 0, 0)),
        (Image.new("L", (9, 9), GREY), "JPEG", (GREY, GREY, GREY)),
        (Image.new("I;16", (9, 9), GREY * 256), "PNG", (GREY, GREY, GREY)),
        (Image.new("1", (9, 9), 1), "PNG", (255, 255, 255)),
        (Image.new("LA", (9, 9), (GREY, 0)), "PNG", (GREY, GREY, GREY, 0)),
        (Image.new("RGBA", (9, 9), (255, 0, 0, GREY)), "PNG", (255, 0, 0, GREY)),
        (Image.new("RGBA", (9, 9), (255, 0, 0, 255)), "WEBP", (255, 0, 0)),
    ],
    ids=lambda given: given.mode if isinstance(given, Image.Image) else None,
)
def test_colours_stay_whatever_way_they_are_written(store, picture, form, seen):
    pixel = shown(kept(bytes_of(picture, form)), store).getpixel((4, 4))
    assert len(pixel) == len(seen)
    assert all(abs(one - other) <= 2 for one, other in zip(pixel, seen, strict=True))


def test_palette_with_a_transparent_colour_stays_transparent(store):
    drawn = Image.new("P", (20, 20), 0)
    drawn.putpalette([0, 0, 0, 255, 0, 0])
    drawn.paste(1, (0, 0, 10, 20))
    upright = shown(kept(bytes_of(drawn, "PNG", transparency=0)), store)
    assert (upright.getpixel((2, 2)), upright.getpixel((15, 15))[3]) == ((255, 0, 0, 255), 0)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_one_is_kept(store, form):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    still = shown(kept(bytes_of(frames[0], form, save_all=True, append_images=frames[1:], duration=50)), store)
    assert (getattr(still, "n_frames", 1), still.convert("RGB").getpixel((4, 4))[0] > 250) == (1, True)


# All or nothing


@pytest.mark.parametrize("lasts", [0, 1, 2])
def test_where_the_store_fails_not_a_byte_stays(store, monkeypatch, lasts):
    (store / "other.png").write_bytes(b"other")
    save, saved = FileSystemStorage._save, []

    def full(self, name, content):
        saved.append(name)
        if len(saved) <= lasts:
            return save(self, name, content)
        path = Path(self.path(name))  # a full disk leaves the half of a file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(OSError, match="No space left"):
        kept(bytes_of(Image.new("L", (1000, 10)), "PNG"))
    assert (len(saved), set(files(store))) == (lasts + 1, {"other.png"})


def test_where_one_width_cannot_be_made_none_is_stored(store, monkeypatch):
    monkeypatch.setattr(Image.Image, "resize", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        kept(bytes_of(Image.new("L", (1000, 10)), "PNG"))
    assert files(store) == {}


def test_half_of_a_large_picture_is_refused():
    whole = bytes_of(Image.effect_noise((300, 300), 50), "PNG")
    with pytest.raises(BadPicture, match="not a whole"):
        kept(whole[: len(whole) // 2])


# The address


def test_address_tells_size_and_forms():
    picture = Kept.at(f"{STEM}.jpg")
    assert (picture.address, picture.width, picture.height) == (f"{STEM}.jpg", 1600, 1200)
    assert picture.forms == {480: f"{STEM}-480.jpg", 960: f"{STEM}-960.jpg", 1600: f"{STEM}.jpg"}
    assert picture.choices == f"{STEM}-480.jpg 480w, {STEM}-960.jpg 960w, {STEM}.jpg 1600w"


def test_picture_of_one_width_leaves_no_choice():
    assert Kept.at(f"/media/pictures/{HEX}-480x90.webp").choices == ""


@pytest.mark.parametrize(
    "address",
    [
        "", "/media/x.png", f"/media/pictures/{HEX}.png", f"{STEM}-480.jpg", f"{STEM}.gif", f"{STEM}.svg",
        f"{STEM}.jpg\n", f"{STEM}.jpg?x", f"//evil.example{STEM}.jpg", STEM.replace("1600", "0") + ".jpg",
        STEM.replace("1600", "16000") + ".jpg", STEM.replace("1600", "१६००") + ".jpg", f"{STEM.upper()}.jpg",
    ],
)  # fmt: skip
def test_any_other_address_tells_nothing(address):
    assert Kept.at(address) is None


@pytest.mark.parametrize(
    "srcset",
    [
        "", "https://evil.example/x.png 480w", f"{STEM}.jpg 1600w", f"{STEM}-480.jpg 480w",
        f"https://evil.example/x.png 1w, {STEM}-480.jpg 480w, {STEM}-960.jpg 960w, {STEM}.jpg 1600w",
        f"{STEM}-480.jpg 480w, {STEM}-960.jpg 960w, {STEM}.jpg 1600w, //evil.example 2000w",
        f"{STEM}-480.jpg 480w, {STEM}-960.jpg 960w, {STEM}.jpg 1601w",
    ],
)  # fmt: skip
def test_choices_are_those_of_one_picture_or_none(srcset):
    assert are_choices(Kept.at(f"{STEM}.jpg").choices)
    assert not are_choices(srcset)


# Still there


def test_picture_is_there_as_long_as_each_of_its_forms(store):
    picture = kept(bytes_of(Image.new("L", (1000, 10)), "PNG"))
    assert is_kept(picture.address)
    default_storage.delete(picture.forms[480].removeprefix("/media/"))
    assert not is_kept(picture.address)


def test_picture_of_before_there_were_widths_is_there_by_itself(store):
    (store / "old.png").write_bytes(b"old")
    (store / "page.html").write_bytes(b"page")
    assert [is_kept(f"/media/{name}") for name in ("old.png", "gone.png", "page.html", "")] == [
        True, False, False, False,
    ]  # fmt: skip


# What it shows


@pytest.mark.parametrize(
    "words", ["", " ", "…", "DESCRIBE THIS PICTURE", "Describe this picture", "DESCRIBE THIS PICTURE!"]
)
def test_picture_that_nobody_has_described_is_left_open(words):
    assert (is_left_open(words), is_decorative(words)) == (True, False)


@pytest.mark.parametrize("words", ["decorative", "Decorative"])
def test_picture_can_be_called_decorative(words):
    assert (is_left_open(words), is_decorative(words)) == (False, True)


@pytest.mark.parametrize("words", ["A valve", "A decorative ribbon", "7"])
def test_words_describe_a_picture(words):
    assert (is_left_open(words), is_decorative(words)) == (False, False)
