"""Log lines that say what broke, never who read what, nor what anybody typed."""

import logging
import traceback
from collections.abc import Iterator

MOST = 10  # errors of which each arose from the one before


class PrivateFormatter(logging.Formatter):
    """Formats a record; of a record about a request only the route's pattern is kept, not the address that was
    asked for, and of an error its kind and where it arose, not its words: these may quote what somebody typed.
    """

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        told = {"exc_text": None}  # what another formatter has made of the error
        if request := getattr(record, "request", None):
            match = getattr(request, "resolver_match", None)
            route = getattr(match, "route", "unknown")
            told |= {"msg": "error %s on route %s", "args": (getattr(record, "status_code", "?"), route)}
        return super().format(logging.makeLogRecord(record.__dict__ | told))

    def formatException(self, ei) -> str:
        return "\n".join(where(ei[1]))


def where(error: BaseException | None) -> Iterator[str]:
    """Of which kind an error is and where it arose, without its words; then the same of what it arose from."""
    for _ in range(MOST):
        if error is None:
            return
        yield f"{type(error).__qualname__} at\n{''.join(traceback.format_tb(error.__traceback__)).rstrip()}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
