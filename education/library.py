"""The library in and out: content folder <-> database, in one transaction, losing nobody's work.

The database is the truth at run time. A seed keeps the fingerprint of what the folder last said of a record, so that
a file's change can be told from an editor's. What an import makes of a file that names a text:

    the file says                                       a review decides*            no review decides
    ------------------------------------------------    -------------------------    --------------------------------
    what readers meet, or what waits as the draft       same                         same
    the first words of a text                           (its draft decides, below)   created: readers meet them
    something new; the folder's last words stand here   drafted: it is the draft     changed: readers meet it
    something else than an editor wrote here            conflicting: nothing         conflicting: nothing
    the same, with --overwrite                          conflicting: it is the draft conflicting: readers meet it

*One is open, or one was approved once: then nothing but an approval changes what readers meet. Where none decides, an
editor's own draft stays beside the new words. To import a second time is “same” wherever the first stored something.
Of everything else than texts there are no drafts: created, changed, same or conflicting, as in the last column.

Rank 5: imports checks, editorial, faults, files, the models, passages and records.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from . import files
from .checks import check
from .editorial import ReviewState
from .faults import BrokenContent, Fault
from .files import Key
from .models import Claim, OutdatedMark, Seed, Variant
from .passages import resting_on
from .records import ORDER, all_records, name_of, record_of, relate, store, told_by_place, wording_of

EVIDENCE = ("claim", "figures", "sources")  # of a claim: what texts rest on


@dataclass
class Report:
    """What an import did: the outcome of each record, in the order of the format's kinds; which texts became drafts;
    the texts marked as possibly out of date; and what the checks found that does not keep a folder out.
    """

    outcomes: dict[Key, str] = field(default_factory=dict)
    drafts: list[Key] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
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
    held, texts = all_records(), {name_of(text): text for text in Variant.objects.with_standing()}
    seeds = {(seed.kind, seed.name): seed.digest for seed in Seed.objects.all()}
    report = Report()
    for kind in ORDER:
        for name, record in contents.of(kind).items():
            key = (kind, name)
            text = texts.get(name) if kind == "text" else None
            outcome = report.outcomes[key] = _outcome(key, held.get(key), record, text, seeds.get(key))
            if outcome == "same" or (outcome == "conflicting" and not overwrite):
                continue
            with told_by_place(contents, key):
                store(*key, record)
            if text and text.is_held:
                report.drafts.append(key)
    agreed = [key for key, outcome in report.outcomes.items() if overwrite or outcome != "conflicting"]
    _sow({key: contents.records[key] for key in agreed}, seeds)
    for kind, name in (key for key in agreed if report.outcomes[key] != "same"):
        if kind == "article":
            relate(name, contents.records[kind, name])
        elif kind == "claim":
            report.doubted += _doubt(name, held.get((kind, name)), contents.records[kind, name])
    return report


def _outcome(key: Key, held: dict | None, record: dict, text: Variant | None, seed: str | None) -> str:
    """What becomes of a record that stands in a file: see the table above. `text` is the row of a text."""
    if text:
        return _outcome_of_text(text, record, seed)
    if held is None:
        return "created"
    if _sorted_related(held) == _sorted_related(record):
        return "same"
    return "changed" if seed == _digest(key, held) else "conflicting"


def _outcome_of_text(text: Variant, record: dict, seed: str | None) -> str:
    live, drafted = text.live, text.drafted
    if wording_of(record) in (live, drafted):
        return "same"
    if text.is_held:
        return "drafted" if seed == _digest_of_words(drafted) else "conflicting"
    if not live:
        return "created"
    return "changed" if seed in (_digest_of_words(live), _digest_of_words(drafted)) else "conflicting"


def _doubt(key: str, held: dict | None, record: dict) -> list[str]:
    """Mark the texts that were approved once and whose live words rest on a claim that says something else now.

    Also those for which the import brings a draft: readers still meet the old words. Returns their names.
    """
    if not held or all(held.get(name) == record.get(name) for name in EVIDENCE):
        return []
    approved = set(Variant.objects.filter(reviews__state=ReviewState.APPROVED).values_list("pk", flat=True))
    passages = resting_on(key) if approved else []
    texts = {one.where.pk: one.where for one in passages if one.variant and not one.is_draft}
    doubted = [text for pk, text in texts.items() if pk in approved]
    if doubted:
        why = f"The claim “{key}” was changed by an import. Hold each sentence that rests on it against it."
        OutdatedMark.of_claim(Claim.objects.get(key=key), doubted, why)
    return [name_of(text) for text in doubted]


def _sorted_related(record: dict) -> dict:
    """The related articles are a set: their order in a file means nothing."""
    return record | {"related": sorted(record["related"])} if "related" in record else record


def _sow(records: dict[Key, dict], known: dict[Key, str]) -> None:
    """Keep the fingerprints of the records but for those that are `known`. Costs a query for some hundred of them."""
    digests = {key: _digest(key, record) for key, record in records.items()}
    Seed.objects.bulk_create(
        [Seed(kind=key[0], name=key[1], digest=digest) for key, digest in digests.items() if digest != known.get(key)],
        batch_size=300,
        update_conflicts=True,
        unique_fields=["kind", "name"],
        update_fields=["digest"],
    )


def _digest(key: Key, record: dict) -> str:
    if key[0] == "text":
        return _digest_of_words(wording_of(record))
    return Seed.digest_of(_sorted_related(record))


def _digest_of_words(wording) -> str:
    return Seed.digest_of(record_of(wording))
