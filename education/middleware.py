"""What happens around every request: headers, and who reads.

Rank 4: imports reading.
"""

from .reading import Reader

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class ReaderMiddleware:
    """Hangs `request.reader` on the request. Costs nothing until it is asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.reader = Reader(request)
        return self.get_response(request)


class HeadersMiddleware:
    """The headers that Django does not set by itself, on every response, static files and errors too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")
        if "no-store" in response.headers.get("Cache-Control", ""):
            response.headers["X-Robots-Tag"] = "noindex"
        return response
