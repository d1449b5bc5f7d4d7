"""The evidence: works, and claims that rest on them."""

from django.db import models
from simple_history.models import HistoricalRecords

from .article import is_slug
from .edition import Content


class Reference(Content):
    """A published work. What is not known of it stays empty."""

    KINDS = {
        "guideline": "a guideline",
        "guideline-summary": "a summary of a guideline",
        "randomised-trial": "a trial",
        "trial-registration": "a trial that is still to report",
        "meta-analysis": "a study of many studies",
        "systematic-review": "a study of many studies",
        "review": "a review",
        "book-chapter": "a chapter of a textbook",
        "technique": "a description of the method",
        "original-report": "a first report",
        "cohort": "a study that followed patients",
        "cohort-report": "a study that followed patients",
        "registry": "a register of patients",
        "conference-abstract": "a short report at a meeting",
        "case-report": "a report of single patients",
        "calculator": "a scoring tool",
        "local-protocol": "one hospital's rules for its staff",
        "news-report": "a news report",
        "report": "a report",
        "patient-information": "a handout for patients",
    }

    key = models.CharField(max_length=60, unique=True, validators=[is_slug])
    kind = models.CharField(max_length=30, choices=[(kind, words.capitalize()) for kind, words in KINDS.items()])
    authors = models.CharField(max_length=300, blank=True)
    editor = models.CharField(max_length=200, blank=True)
    year = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=400, blank=True)
    description = models.CharField(
        max_length=400, blank=True, help_text="What the work is, where its title was not seen."
    )
    journal = models.CharField("published in", max_length=200, blank=True)
    part = models.CharField(max_length=200, blank=True)
    volume_pages = models.CharField("volume and pages", max_length=100, blank=True)
    published = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=40, blank=True)
    doi = models.CharField("DOI", max_length=100, blank=True)
    pmid = models.CharField("PubMed number", max_length=20, blank=True)
    url = models.URLField("address", max_length=600, blank=True)
    access_note = models.TextField("how much of it was read", blank=True)
    incomplete = models.BooleanField(default=False)
    missing = models.JSONField("still to be looked up", default=list, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.key

    @property
    def kind_in_words(self) -> str:
        return self.KINDS[self.kind]


class Claim(Content):
    """A clinical statement with its figures, what it rests on, and how strongly. Texts cite claims, never works."""

    class Strength(models.TextChoices):
        """In the order of trust."""

        GUIDELINE = "guideline", "A guideline"
        TRIAL = "trial", "A trial"
        REVIEW = "review", "A review of studies"
        COHORT = "cohort", "A study that followed patients"
        LEAFLET = "patient-leaflet", "A handout for patients"

    key = models.CharField(max_length=60, unique=True, validators=[is_slug])
    topic = models.CharField(max_length=60)
    text = models.TextField("claim")
    figures = models.JSONField(
        default=list, blank=True, help_text='Each number that a text may give, as words: ["88.5%", "2,773 people"].'
    )
    strength = models.CharField(max_length=20, choices=Strength.choices)
    note = models.TextField(blank=True, help_text="What a writer must know before citing it. Binding.")
    checked_on = models.DateField("last checked", null=True, blank=True)
    references = models.ManyToManyField(Reference, through="Source", related_name="claims")
    history = HistoricalRecords()

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.key


class Source(Content):
    """A work that a claim rests on, in order."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="sources")
    reference = models.ForeignKey(Reference, models.PROTECT, related_name="sources")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["claim", "reference"], name="one_mention_a_claim")]

    def __str__(self):
        return f"{self.claim_id} rests on {self.reference_id}"
