"""The editor's preview and upload, for editors only, and the pictures they have put in.

django-markdownx's own endpoints are not mounted: they take any length of text and any file from anybody.
"""

import logging
from contextlib import suppress
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe
from django.views.static import serve

from ..markup import LONGEST
from ..pictures import BIGGEST, PLACEHOLDER, TYPES, BadPicture, keep
from ..preview import markdownify

EDIT = "education.change_variant"
LARGEST = BIGGEST + 100_000  # bytes of a request with a picture, and what belongs to it
MOST_PASSED = 100_000_000  # bytes of an editor's request that are passed over
editors_only = permission_required(EDIT, raise_exception=True)


@require_POST
@editors_only
def preview(request: HttpRequest) -> HttpResponse:
    """The HTML of the text being written, made by the function that makes the page."""
    content = request.POST.get("content", "")
    if len(content) > LONGEST:
        return HttpResponse(f"<p>The text is longer than {LONGEST:,} characters. Split it.</p>", status=413)
    return HttpResponse(markdownify(content))


@csrf_exempt  # until it is known to be worth reading: to look for the token is to read the whole request
@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Takes one picture, in the field `image`, and answers with the Markdown for it: `{"image_code": …}`. The
    alternative text is for the editor to write.

    Whatever is refused is told as `{"image": ["What to do"]}`, since markdownx's script reads every answer as JSON. A
    stranger's request and one that is too large are passed over: not a byte of them is kept, nor looked at.
    """
    if not request.user.has_perm(EDIT):
        _pass_over(request, LARGEST)
        return _refused("You may not upload pictures. Sign in again, as somebody who may change texts.", 403)
    if _length(request) > LARGEST:
        _pass_over(request, MOST_PASSED)
        return _refused(f"The picture is larger than {BIGGEST // 1_000_000} MB. Make it smaller and try again.", 413)
    try:
        request.FILES  # noqa: B018  # read here, so that what is not whole is told like everything else
    except (MultiPartParserError, SuspiciousOperation, OSError):
        return _refused("The picture did not arrive whole. Try again.")
    return _take(request)


@csrf_protect
def _take(request: HttpRequest) -> JsonResponse:
    files = request.FILES.getlist("image")
    if not files:
        return _refused("No picture came along. Choose a PNG, JPEG or WebP file.")
    if len(files) > 1:
        return _refused("These are several pictures. Choose one at a time.")
    try:
        address = keep(files[0]).address
    except BadPicture as error:
        return _refused(str(error))
    except OSError:
        logging.getLogger(__name__).exception("A picture could not be stored")
        return _refused("The picture could not be stored: the disk may be full. Tell whoever runs this site.", 503)
    return JsonResponse({"image_code": f"![{PLACEHOLDER}]({address})"})


def _refused(message: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"image": [message]}, status=status)


def _pass_over(request: HttpRequest, most: int) -> None:
    """Reads so many bytes of what was sent and keeps none: a browser shows an answer only if it could send all."""
    piece = 65_536
    with suppress(OSError):
        for _ in range(0, most, piece):
            if not request.read(piece):
                break


def _length(request: HttpRequest) -> int:
    """How many bytes the request says it has; what cannot be read as a number Django takes as none."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


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
