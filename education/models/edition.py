"""What readers can meet: every change of it begins a new edition, and no save overwrites one it has not seen."""

from uuid import uuid4

from django.db import models, transaction
from django.db.models import F


class Edition(models.Model):
    """One row with a mark that is never used twice.

    What is kept in a cache carries the mark it was made under, so nothing has to be thrown away.
    """

    mark = models.CharField(max_length=32)

    def __str__(self):
        return self.mark

    @classmethod
    def now(cls) -> str:
        """The current mark. Costs a query."""
        return cls.objects.values_list("mark", flat=True).first() or ""

    @classmethod
    def turn(cls) -> None:
        """Begin a new edition; others see it when the transaction ends. Called before the change itself, so that
        writers queue here and cannot lock one another out. Costs a query, two the first time."""
        mark = uuid4().hex
        if not cls.objects.update(mark=mark):
            cls.objects.create(mark=mark)


class StaleVersion(Exception):
    """Somebody has saved the row since it was read; saving it now would lose what they wrote."""


class ContentQuerySet(models.QuerySet):
    """Changes to many rows turn the edition too."""

    def update(self, **values):
        with transaction.atomic():
            Edition.turn()
            return super().update(**values)

    def delete(self):
        with transaction.atomic():
            Edition.turn()
            return super().delete()

    def bulk_create(self, objs, **options):
        with transaction.atomic():
            Edition.turn()
            return super().bulk_create(objs, **options)


class Versioned(models.Model):
    """A row that no save overwrites unseen. Each save raises `version`: one query more."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, **options):
        """Raises StaleVersion if the row was saved by somebody else since this instance was read."""
        with transaction.atomic():
            if not self._state.adding:
                self._take_turn()
            super().save(**options)

    def _take_turn(self) -> None:
        same = models.QuerySet(type(self)).filter(pk=self.pk, version=self.version)
        if not same.update(version=F("version") + 1):
            raise StaleVersion(f"{self} was saved by somebody else; read it again before you save")
        self.version += 1


class Content(Versioned):
    """A row that readers can meet. Each save turns the edition too."""

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **options):
        with transaction.atomic():
            Edition.turn()
            super().save(**options)

    def delete(self, **options):
        with transaction.atomic():
            Edition.turn()
            return super().delete(**options)
