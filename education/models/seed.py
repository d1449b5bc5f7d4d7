"""Seeds: what the content folder last said of a thing, so that an import can tell an editor's change from a file's."""

import hashlib
import json

from django.db import models


class Seed(models.Model):
    """The fingerprint of one record as it was last imported or exported."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="one_seed_a_record")]

    def __str__(self):
        return f"{self.kind} {self.name}"

    @staticmethod
    def digest_of(record: dict) -> str:
        return hashlib.sha256(json.dumps(record, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
