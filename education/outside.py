"""The addresses of other sites that texts, pages and works lead to: where they stand, and whether they still answer.

Rank 3: imports markup, the models and reach.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from django.utils import timezone

from .models import OutsideAddress, Page, Reference, Variant
from .reach import Caller

SITES_AT_ONCE = 4
LONGEST = OutsideAddress._meta.get_field("url").max_length

Leading = Variant | Page | Reference  # what leads to other sites


def used() -> dict[str, list[Leading]]:
    """By its address, each place of another site with what leads there: texts and pages that readers meet, and works.

    Costs three queries and a parse of each text that names such an address.
    """
    found: dict[str, list[Leading]] = defaultdict(list)
    texts = Variant.objects.filter(body__icontains="http").select_related("article")
    for text in (*texts, *Page.objects.filter(body__icontains="http")):
        for address in dict.fromkeys(address for address, _ in text.document.links):
            if _is_outside(address):
                found[address].append(text)
    for work in Reference.objects.exclude(url="", doi=""):
        for address in dict.fromkeys(filter(_is_outside, (work.url, _of_doi(work)))):
            found[address].append(work)
    return found


def look(addresses: Iterable[str], caller: Caller) -> Iterator[OutsideAddress]:
    """Ask each address, a few sites at once and each of them one thing at a time, and keep what came of it.

    Yields the rows as they are kept, so that what was found before an interruption stays. Costs a query a site; takes
    as long as the others take to answer.
    """
    sites = defaultdict(list)
    for address in addresses:
        sites[address.split("/")[2].lower()].append(address)

    def ask(site: list[str]) -> list[OutsideAddress]:
        return [
            OutsideAddress(url=address, problem=caller.problem_of(address), looked_at=timezone.now())
            for address in site
        ]

    with ThreadPoolExecutor(SITES_AT_ONCE) as threads:
        for rows in threads.map(ask, sites.values()):
            yield from OutsideAddress.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["url"], update_fields=["problem", "looked_at"]
            )


def forget_all_but(addresses: Iterable[str]) -> int:
    """Take away the rows of addresses that nothing leads to any more; says how many. Costs two queries."""
    gone = set(OutsideAddress.objects.values_list("url", flat=True)) - set(addresses)
    return OutsideAddress.objects.filter(url__in=gone).delete()[0]


def _is_outside(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _of_doi(work: Reference) -> str:
    return f"https://doi.org/{quote(work.doi)}" if work.doi else ""
