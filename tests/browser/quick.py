"""What takes the running copy long, in few rounds: it hashes and compresses as the site does, only less thoroughly."""

import gzip

import brotli
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hasher(PBKDF2PasswordHasher):
    """Half a second for each password is what a guesser shall wait, not a test: see tests/test_settings.py."""

    iterations = 1000


class Squeezer(Compressor):
    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        return gzip.compress(data, compresslevel=1, mtime=0)

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=3)


class Storage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **options) -> Squeezer:
        return Squeezer(**options)
