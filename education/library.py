"""The library in and out: content folder <-> database, in one transaction, losing nobody's work.

The database is the truth at run time. A record that an editor has changed since the folder was last imported is not
overwritten unless asked: a seed keeps the fingerprint of what the folder last said, so that a file's change and an
editor's change can be told apart.

Rank 4: imports checks, faults, files, records and the models.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from . import files
from .checks import check
from .faults import BrokenContent, Fault
from .files import Key
from .models import Seed
from .records import ORDER, all_records, relate, store


@dataclass
class Report:
    """What an import did: the outcome of each record, in the order of the format's kinds; and what the checks found
    that does not keep a folder out."""

    outcomes: dict[Key, str] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def counts(self) -> Counter:
        return Counter(self.outcomes.values())

    def of(self, outcome: str) -> list[Key]:
        return [key for key, found in self.outcomes.items() if found == outcome]


def import_content(folder: Path, *, overwrite: bool = False, dry_run: bool = False) -> Report:
    """Bring the database up to what the folder says; all of it or nothing.

    Raises BrokenContent with every error if the checks find one in the folder. With `overwrite`, conflicting records
    take the file's text; with `dry_run`, nothing is written. Costs some queries for each record that is new or
    changed.
    """
    contents = files.read(folder)
    check(contents)
    if errors := [fault for fault in contents.faults if fault.is_error]:
        raise BrokenContent(errors)
    with transaction.atomic():
        report = _merge(contents, overwrite)
        report.warnings = sorted(contents.faults)
        if dry_run:
            transaction.set_rollback(True)
    return report


def export_content(folder: Path) -> list[str]:
    """Write everything the database holds into the folder, in house form; returns the files whose bytes changed.

    From then on the folder and the database agree, so a later import meets no conflict.
    """
    with transaction.atomic():
        records = all_records()
        changed = files.write(folder, records)
        _sow(records, known={})
    return changed


def _merge(contents: files.Contents, overwrite: bool) -> Report:
    held = all_records()
    seeds = {(seed.kind, seed.name): seed.digest for seed in Seed.objects.all()}
    report = Report()
    for kind in ORDER:
        for name, record in contents.of(kind).items():
            key = (kind, name)
            outcome = _outcome(held.get(key), record, seeds.get(key))
            report.outcomes[key] = outcome
            if outcome in ("created", "changed") or (overwrite and outcome == "conflicting"):
                _store(contents, key, record)
    agreed = [key for key, outcome in report.outcomes.items() if overwrite or outcome != "conflicting"]
    _sow({key: contents.records[key] for key in agreed}, seeds)
    for slug, record in contents.of("article").items():
        if report.outcomes["article", slug] != "same" and (
            overwrite or report.outcomes["article", slug] != "conflicting"
        ):
            relate(slug, record)
    return report


def _outcome(held: dict | None, record: dict, seed: str | None) -> str:
    if held is None:
        return "created"
    if _sorted_related(held) == _sorted_related(record):
        return "same"
    return "changed" if seed == _digest(held) else "conflicting"


def _sorted_related(record: dict) -> dict:
    """The related articles are a set: their order in a file means nothing."""
    return record | {"related": sorted(record["related"])} if "related" in record else record


def _store(contents: files.Contents, key: Key, record: dict) -> None:
    try:
        store(*key, record)
    except ValidationError as error:
        path, line = contents.places[key]
        messages = "; ".join(f"{name}: {' '.join(told)}" for name, told in error.message_dict.items())
        raise BrokenContent(
            [Fault(path, line, f"“{key[1]}” cannot be kept: {messages}", "Mend the field and import again")]
        ) from error


def _sow(records: dict[Key, dict], known: dict[Key, str]) -> None:
    """Keep the fingerprints of the records but for those that are `known`. Costs a query for some hundred of them."""
    digests = {key: _digest(record) for key, record in records.items()}
    Seed.objects.bulk_create(
        [Seed(kind=key[0], name=key[1], digest=digest) for key, digest in digests.items() if digest != known.get(key)],
        batch_size=300,
        update_conflicts=True,
        unique_fields=["kind", "name"],
        update_fields=["digest"],
    )


def _digest(record: dict) -> str:
    return Seed.digest_of(_sorted_related(record))
