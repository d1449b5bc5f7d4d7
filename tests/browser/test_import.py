"""The library that ships, in a database: it came into the running copy whole, and comes out byte for byte."""

import pytest
from django.conf import settings

from education.kinds import RULEBOOK

from ..folder import bytes_of

pytestmark = pytest.mark.once  # what a database changes of it is in tests/test_library.py

OF_THE_FOLDER = {"README.md", "LICENSE", *RULEBOOK}  # what comes with a release, and is no part of the database


def test_the_library_comes_out_of_the_database_as_it_went_in(site_folder):
    """What the copy wrote out (see prepare.py) when it had just been filled."""
    shipped = bytes_of(settings.CONTENT_DIR)
    assert len(shipped) > 50
    assert bytes_of(site_folder / "exported") == {
        name: data for name, data in shipped.items() if name not in OF_THE_FOLDER
    }
