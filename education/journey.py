"""The journey: the six stages of a treatment, as the home page draws them. A leaf: imports nothing of the project."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """A stage of the journey, in order."""

    UNDERSTAND = "understand", "Understand"
    DECIDE = "decide", "Decide"
    PREPARE = "prepare", "Prepare"
    THE_DAY = "the-day", "The day"
    GOING_HOME = "going-home", "Going home"
    LATER_ON = "later-on", "Later on"

    @property
    def blurb(self) -> str:
        return BLURBS[self]

    @property
    def rank(self) -> int:
        return list(Stage).index(self)


BLURBS = {
    Stage.UNDERSTAND: "What is wrong with the valve, and what a balloon can do about it.",
    Stage.DECIDE: "Whether it suits you, what else there is, and what to expect.",
    Stage.PREPARE: "Tests, medicines and what to bring.",
    Stage.THE_DAY: "Step by step, from arriving to waking up.",
    Stage.GOING_HOME: "The first days, and when to call for help.",
    Stage.LATER_ON: "The years after, and what if the valve narrows again.",
}
