"""Take into the search what is published and cannot be found yet, as after an update from a release without search."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from education.models import Edition, Passage, Variant, Word

AT_ONCE = 50  # texts


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # every start of the site runs it, and as a rule there is nothing to do

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="make all passages anew and count the words anew")

    def handle(self, **options):
        passages = Passage.objects.filter(variant=OuterRef("pk"))
        texts = Variant.objects.exclude(body="")
        count = _anew(texts) if options["all"] else _index(texts.exclude(Exists(passages)))
        if count:
            self.stdout.write(f"{count} text{'s' if count > 1 else ''} taken into the search")


def _anew(texts: QuerySet[Variant]) -> int:
    with transaction.atomic():
        Edition.turn()
        Word.objects.all().delete()
        Passage.objects.all().delete()
        return _index(texts)


def _index(texts: QuerySet[Variant]) -> int:
    """Returns how many can be found now: all but those without a section to quote. The edition is turned before, so
    that no publication counts words at the same time.
    """
    keys, count = list(texts.order_by("pk").values_list("pk", flat=True)), 0
    for start in range(0, len(keys), AT_ONCE):
        with transaction.atomic():
            Edition.turn()
            found = Variant.objects.select_related("article").in_bulk(keys[start : start + AT_ONCE])
            Passage.objects.index(*found.values())
            count += Passage.objects.filter(variant__in=found).order_by().values("variant").distinct().count()
    return count
