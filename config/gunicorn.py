"""How Valvewise is served: `python -m gunicorn -c config/gunicorn.py` (and so does `make run`).

Reading about a heart valve is health information. Nothing here writes a line that puts a reader's network address next
to the address of a page: there is no access log, and the error log leaves out warnings, because gunicorn's warning
about a malformed request quotes both. Of a request that failed, what broke is logged and not what was asked for.
"""

import os
import sys

from gunicorn.glogging import Logger

from config.logs import where

wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

# Threads, and many of them: one slow telephone holds one thread. 2 x 32 answered 40 of 40 readers beside 40 slow
# connections; 2 x 8 did not, and separate processes without threads answered none.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 32
keepalive = 5
timeout = 30
graceful_timeout = 30

# Each worker makes way for a new one now and then, so that a slow leak never grows old; the jitter keeps the two from
# leaving together. High, because a new worker starts with an empty cache.
max_requests = 50_000
max_requests_jitter = 10_000

# Every worker imports the site itself: database pools and locks made before a fork would be shared between processes.
preload_app = False

# The sign of life that each worker leaves belongs in memory: on a busy disk it comes late, and the worker is killed.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None  # noqa: S108

# gunicorn 25 and later opens a control socket in the home directory unless told not to; there may be no home directory.
control_socket_disable = True


class PrivateLogger(Logger):
    def exception(self, msg, *args, **kwargs):
        if str(msg).startswith("Error handling request"):
            self.error("\n".join(["Error handling a request", *where(sys.exc_info()[1])]))
        else:
            super().exception(msg, *args, **kwargs)


logger_class = PrivateLogger
accesslog = None
errorlog = "-"
loglevel = "error"
