"""Ask every address of another site that texts, pages and works lead to whether it still answers.

What is wrong is shown on the editors' desk. Ends with status 0, whatever is found; with --strict, with 1 if an address
is broken. One that only lets no program look is not broken: open it yourself. Asks directly, not by a proxy.
"""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from education.outside import LONGEST, forget_all_but, look, used
from education.reach import CLOSED, Caller


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--strict", action="store_true", help="end with status 1 if an address is broken")
        parser.add_argument(
            "--allow-private", action="store_true", help="ask addresses of this machine's own network too; for tests"
        )

    def handle(self, *, strict, allow_private, verbosity, **options):
        addresses = sorted(used())
        asked = [address for address in addresses if len(address) <= LONGEST]
        gone = forget_all_but(asked)
        broken = closed = 0
        for row in look(asked, Caller(_agent(), allow_private)):
            if row.problem or verbosity > 1:
                self.stdout.write(f"{row.url}: {row.problem or 'answers'}")
            closed += row.problem.startswith(CLOSED)
            broken += bool(row.problem) and not row.problem.startswith(CLOSED)
        for address in set(addresses) - set(asked):
            self.stdout.write(f"{address[:80]}…: not asked, since it has more than {LONGEST} characters")
        self.stdout.write(
            f"{len(asked)} addresses: {len(asked) - broken - closed} answer, {broken} broken, "
            f"{closed} let no program look; {gone} no longer used"
        )
        if strict and broken:
            sys.exit(1)


def _agent() -> str:
    """How the site names itself to others: by the first of its public names, if it has one."""
    place = f" (+https://{settings.PUBLIC_HOSTS[0]}/about/)" if settings.PUBLIC_HOSTS else ""
    return f"Valvewise link check{place}"
