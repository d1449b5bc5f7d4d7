"""How well questions are answered: `make answers` puts the question sets of tests/questions to the pages themselves, on
a database of its own with the library as it stands in content/, and prints the scores.

    python -m tests.launch tests.answers.program [--sets tuning,put_away] [--keep FILE] [--beside FILE] [--misses]

`--keep` writes the first answers down, `--beside` tells how many are the same as those of another run, and `--misses`
names each question that was not answered as it should be.
"""

import argparse
import io
import json
from pathlib import Path
from unittest.mock import patch

from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment

from tests.answers.scores import Scores, put, questions

AIMS = {"search": 95, "first": 85, "three": 93, "emergency": 100, "alarm": 3, "outside": 5}


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    try:
        with patch("education.library.check"):  # tests/test_content.py checks
            call_command("import_content", stdout=io.StringIO())
        told = {name: [put(one) for one in questions(name)] for name in options.sets.split(",")}
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    for name, replies in told.items():
        print(f"{name} on {connection.vendor}: {len(replies)} questions")
        print(Scores(replies).table(AIMS))
        for reply in replies if options.misses else ():
            if reply.is_missed:
                print(f"    {reply.told}")
    _compare({reply.ask: reply.first for replies in told.values() for reply in replies}, options)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make answers", description=__doc__.splitlines()[0])
    parser.add_argument("--sets", default="tuning,put_away")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--misses", action="store_true")
    return parser.parse_args(arguments)


def _compare(first: dict[str, list[str]], options: argparse.Namespace) -> None:
    if options.keep:
        options.keep.write_text(json.dumps(first))
    if options.beside:
        other = json.loads(options.beside.read_text())
        same = sum(first[ask] == other[ask] for ask in first)
        print(f"the same first answer on both databases: {same} of {len(first)} ({100 * same / len(first):.1f} %)")
