"""The door for gunicorn: kept pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from education.kept import KeptPages  # noqa: E402  (it reads models, which Django must have set up)

application = KeptPages(django_application)
