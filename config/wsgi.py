"""The door for gunicorn: kept pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from education.answers import get_ready  # noqa: E402  (they read models, which Django must have set up)
from education.kept import KeptPages  # noqa: E402

get_ready()

application = KeptPages(django_application)
