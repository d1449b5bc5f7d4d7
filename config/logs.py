"""Log lines that say what broke, never who read what."""

import logging


class PrivateFormatter(logging.Formatter):
    """Formats a record; of a record about a request only the route's pattern is kept, not the address that was
    asked for.
    """

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if request is None:
            return super().format(record)
        match = getattr(request, "resolver_match", None)
        bare = logging.makeLogRecord(
            record.__dict__
            | {
                "msg": "error %s on route %s",
                "args": (getattr(record, "status_code", "?"), getattr(match, "route", "unknown")),
            }
        )
        return super().format(bare)
