"""The editor's preview and upload, for editors only, and the pictures they have put in.

django-markdownx's own endpoints are not mounted: they take any length of text and any file from anybody.
"""

import io
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe
from django.views.static import serve
from PIL import Image, ImageOps

from ..markup import LONGEST
from ..preview import markdownify

BIGGEST = 5_000_000  # bytes of an uploaded picture
MOST_PIXELS = 25_000_000
WIDEST = 1600  # pixels of the picture that is kept
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
editors_only = permission_required("education.change_variant", raise_exception=True)


class BadPicture(Exception):
    """The file cannot be taken; the message tells the editor what to do."""


@require_POST
@editors_only
def preview(request: HttpRequest) -> HttpResponse:
    """The HTML of the text being written, made by the function that makes the page."""
    content = request.POST.get("content", "")
    if len(content) > LONGEST:
        return HttpResponse(f"<p>The text is longer than {LONGEST:,} characters. Split it.</p>", status=413)
    return HttpResponse(markdownify(content))


@require_POST
@editors_only
def upload(request: HttpRequest) -> JsonResponse:
    """Takes a picture and answers with the Markdown for it. The alternative text is for the editor to write."""
    try:
        name = keep_picture(request.FILES.get("image"))
    except BadPicture as error:
        return JsonResponse({"image": [str(error)]}, status=400)
    return JsonResponse({"image_code": f"![DESCRIBE THIS PICTURE]({default_storage.url(name)})"})


def keep_picture(file) -> str:
    """Re-encodes an uploaded picture: upright, at most 1600 pixels wide or high, without metadata; returns its name.

    Raises BadPicture; then nothing was stored. What the client says of type and name is not believed.
    """
    if not file:
        raise BadPicture("No picture came along. Choose a PNG, JPEG or WebP file.")
    if file.size > BIGGEST:
        raise BadPicture(f"The picture is larger than {BIGGEST // 1_000_000} MB. Make it smaller.")
    try:
        with Image.open(file, formats=list(ENDINGS)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadPicture(
                    f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels. Make it smaller."
                )
            ending, data = ENDINGS[picture.format], _encoded(picture)
    except BadPicture:
        raise
    except Exception as error:  # Pillow raises many kinds on broken files, none of them documented as the only ones
        raise BadPicture("This is not a whole PNG, JPEG or WebP picture.") from error
    return default_storage.save(f"pictures/{uuid4().hex}.{ending}", ContentFile(data))


def _encoded(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((WIDEST, WIDEST))
    bare = upright.convert("RGB") if picture.format == "JPEG" else upright.convert("RGBA")
    out = io.BytesIO()
    bare.save(out, picture.format, quality=82)
    return out.getvalue()


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """An uploaded picture, and nothing else, in a box where no script could run."""
    ending = PurePosixPath(path).suffix.removeprefix(".")
    if ending not in TYPES:
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Content-Type"] = TYPES[ending]
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
