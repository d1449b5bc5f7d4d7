"""What readers want that we do not have yet: questions that they sent to the editors, and words that many looked for.

Nothing of a person is kept, nor the hour. What editors do about either stands in the audit log.
"""

from django.db import models
from django.db.models import F
from django.utils import timezone

from ..editorial import Refused, refuse_if
from .article import Article
from .audit import AuditEntry
from .edition import StaleVersion
from .passage import Passage, Word

LONGEST_QUESTION = 500  # characters, as many as a question that is asked may have
LONGEST_WORD = 30  # letters


class State(models.TextChoices):
    """Whether there is something to do for the editors."""

    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    SET_ASIDE = "set-aside", "Set aside"


class WantedQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=State.OPEN)


class Wanted(models.Model):
    """Something for the editors to do."""

    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    objects = WantedQuerySet.as_manager()

    class Meta:
        abstract = True

    def _turn(self, by, action: str, before: State, to: State, why: str = "", **values) -> None:
        """Take it from one state to another, within a step. Of two who do it at once, exactly one succeeds; the other
        is told. Raises Refused. Costs about three queries.
        """
        self._refuse_others(by)
        changed = type(self).objects.filter(pk=self.pk, state=before).update(state=to, **values)
        if not changed:
            now = State(type(self).objects.values_list("state", flat=True).get(pk=self.pk))
            raise Refused(f"Somebody else was quicker: this is “{now.label}” by now.")
        AuditEntry.note(by, action, self, why=why, from_state=before, to_state=to)
        for name, value in (values | {"state": to}).items():
            setattr(self, name, value)

    def _refuse_others(self, by) -> None:
        refuse_if(not by.has_perm(f"education.change_{self._meta.model_name}"), "Only an editor may do this.")


class SentQuestionQuerySet(WantedQuerySet):
    def keep(self, words: str) -> "SentQuestion":
        """The question, stored; the same words sent twice on a day are one. Costs a query or two."""
        return self.get_or_create(words=" ".join(words.split()), on=timezone.localdate())[0]


class SentQuestion(Wanted):
    """A question that a reader sent to the editors: the words, and the day."""

    words = models.CharField(max_length=LONGEST_QUESTION, blank=True)
    on = models.DateField(default=timezone.localdate)
    answered_by = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="+")
    section = models.CharField(max_length=100, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = SentQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "question from a reader"
        verbose_name_plural = "questions from readers"
        constraints = [
            models.UniqueConstraint(
                fields=["words", "on"], condition=~models.Q(words=""), name="one_sent_question_a_day"
            )
        ]

    def __str__(self):
        """Without its words: this goes into the audit log, which forgets nothing."""
        return f"question {self.pk} of {self.on:%-d %B %Y}"

    def answer(self, by, article: Article, section: str, asked_as: str = "") -> None:
        """Mark it as answered by a section that readers can meet. With `asked_as`, the question in these words is added
        to what readers ask of the article, so that search finds the section by it and may offer it to others.

        Raises Refused unless an editor does it, if the section is not there, or if somebody was quicker. Costs some
        queries; with `asked_as` what saving the article costs.
        """
        with AuditEntry.step(by, "answer", self):
            self._refuse_others(by)
            held = Passage.objects.readable().filter(variant__article=article, section=section)
            refuse_if(not held.exists(), f"Readers meet no section “{section}” in “{article}”. Choose another.")
            if asked_as.strip():
                self._add(by, article.pk, f"{section}: {' '.join(asked_as.split())}")
            closed = {"answered_by": article, "section": section, "closed_on": timezone.localdate()}
            self._turn(by, "answer", State.OPEN, State.ANSWERED, f"By {article}/{section}.", **closed)

    @staticmethod
    def _add(by, pk: int, line: str) -> None:
        article = Article.objects.get(pk=pk)
        if line in article.asked:
            return
        article.asked.append(line)
        article._history_user, article._change_reason = by, "With a reader’s question"
        try:
            article.save()
        except StaleVersion as stale:
            raise Refused("Somebody saved the article in the same moment. Try again.") from stale
        AuditEntry.note(by, "edit", article, why="A reader’s question was added to what readers ask.")

    def set_aside(self, by, why: str) -> None:
        """Close it without an answer. Raises Refused unless an editor does it, with a reason, and was first."""
        with AuditEntry.step(by, "set aside", self):
            self._refuse_others(by)
            refuse_if(not why.strip(), "Say why it is set aside.")
            closed_on = timezone.localdate()
            self._turn(by, "set aside", State.OPEN, State.SET_ASIDE, why.strip(), closed_on=closed_on)

    def take_words_away(self, by) -> None:
        """Forget what the reader wrote, who may have told of themselves against the warning; an open question is then
        set aside. Raises Refused unless an editor does it. The log tells that it was done, and nothing of the words.
        """
        with AuditEntry.step(by, "take words away", self):
            self._refuse_others(by)
            open_now = SentQuestion.objects.open().filter(pk=self.pk)
            open_now.update(state=State.SET_ASIDE, closed_on=timezone.localdate())
            SentQuestion.objects.filter(pk=self.pk).update(words="")
            AuditEntry.note(by, "take words away", self, why="They may tell something personal.")
        self.words = ""


class MissedWordQuerySet(WantedQuerySet):
    def open(self):
        """Those that no text has taken in since."""
        return super().open().exclude(word__in=Word.objects.filter(passages__gt=0).values("form"))

    def seen(self, word: str, times: int) -> None:
        """Add to how often a word was looked for. Only `missed.count` calls it, which knows that five have used the
        word. Costs a query or two.
        """
        _, is_new = self.get_or_create(word=word, defaults={"times": times})
        if not is_new:
            self.filter(word=word).update(times=F("times") + times)


class MissedWord(Wanted):
    """A word that readers looked for, that stands in no text of ours, and that came from five networks or more."""

    word = models.CharField(max_length=LONGEST_WORD, unique=True)
    times = models.PositiveIntegerField(default=0)
    since = models.DateField(default=timezone.localdate)

    objects = MissedWordQuerySet.as_manager()

    class Meta:
        ordering = ["-times", "word"]
        verbose_name = "word that we do not have"
        verbose_name_plural = "words that readers searched and we do not have"

    def __str__(self):
        return f"the word “{self.word}”"

    def set_aside(self, by) -> None:
        """Show it no longer among what is to do; it is counted on. Raises Refused unless an editor does it."""
        with AuditEntry.step(by, "set aside", self):
            self._turn(by, "set aside", State.OPEN, State.SET_ASIDE)

    def take_up(self, by) -> None:
        """Show it again. Raises Refused unless an editor does it."""
        with AuditEntry.step(by, "take up again", self):
            self._turn(by, "take up again", State.SET_ASIDE, State.OPEN)
