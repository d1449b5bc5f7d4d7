"""The library that ships, read once for all tests that look at it as files: a reading takes a second."""

from django.conf import settings

from education import files

CONTENTS = files.read(settings.CONTENT_DIR)
