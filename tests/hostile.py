"""One small library in which every field says what it is told to say, and the addresses of all pages that show it.

Made twice, once of harmless and once of hostile words, its pages must be alike but for the words.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils import timezone

from education.editorial import CLINICAL_REVIEWER, EDITOR
from education.models import (
    Article,
    AuditEntry,
    Claim,
    Code,
    Feedback,
    GlossaryTerm,
    Invitation,
    MissedWord,
    OutdatedMark,
    OutsideAddress,
    Page,
    Presence,
    Question,
    Reference,
    Review,
    ReviewerProfile,
    SentQuestion,
    Source,
    User,
    Variant,
)
from education.models.feedback import fingerprint
from education.wording import Wording

from .payloads import EVERY

PASSWORD = "a password that is long enough"
PACK = 14  # payloads that stand together: twenty packs fill every field twenty times, and hold all of them
STORED = [words.replace("\0", "") for words in EVERY]  # NUL is refused before anything is stored: see test_hostile.py
HOSTILE = [" ".join(STORED[at : at + PACK]) for at in range(0, len(STORED), PACK)]
HARMLESS = [f"Word{number}" for number in range(len(HOSTILE))]
LEVELS = ("plain", "standard", "detailed")
AS_TYPED = (
    "{}", "Words {} more. [@one]", "- {}\n  - [x] {}", "> {}", "[{}](/about/)", '[x](/a "{}")', "![{}](/media/x.png)",
)  # fmt: skip


def body(words: list[str], first: str = "") -> str:
    """A text with each of the words in it, among them as headings, captions, cells, options and story."""
    inline = " ".join(words).replace("\n", " ")
    parts = [f"::: key-points\n- {first} {words[0]}\n:::"]
    for number, said in enumerate(words):
        if number % 4 == 0:
            parts.append(f"## {said} {{#part-{number}}}")
        parts.append(AS_TYPED[number % len(AS_TYPED)].replace("{}", said))
    parts += [
        f'![{words[1]}](illustration:heart "{words[2]}")',
        f"| {words[3]} | b |\n| --- | --- |\n| {words[4]} | {words[5]} |",
        f"::: check\n{words[6]}\n\n- [ ] {words[7]}\n- [x] {words[8]}\n\nBecause. [@one]\n:::",
        f"## Last {{#last}}\n\n{inline[:500]}",
    ]
    return "\n\n".join(parts)


@dataclass
class Shelf:
    """The library, made of a list of words. `whole` is all of them in one; single lines hold it too, however short the
    form would keep them, so that one page shows all.
    """

    words: list[str]
    longest: bool = True  # False: a database that holds lines to their length
    people: dict[str, User] = field(default_factory=dict)

    def __post_init__(self):
        self.whole = " ".join(["All:", *self.words])  # begins otherwise than the first of them, where it is cut
        self._people()
        self._evidence()
        self._articles()
        self._reviews()
        self._rest()

    def line(self, model: type[Model], name: str, words: str = "") -> str:
        """The words as the column takes them."""
        words = words or self.whole
        return words if self.longest else words[: model._meta.get_field(name).max_length or len(words)]

    def lines(self, model: type[Model], *names: str, words: str = "") -> dict[str, str]:
        return {name: self.line(model, name, words) for name in names}

    def _people(self) -> None:
        """A quoted name makes an address of almost anything."""
        roles = {"editor": [EDITOR], "colleague": [EDITOR], "reviewer": [CLINICAL_REVIEWER], "chief": [], "reader": []}
        local = '"<svg/onload=alert(1)>{}"' if self.words is HOSTILE else "{}"
        for name, groups in roles.items():
            more = {"is_staff": name != "reader", "is_superuser": name == "chief"}
            made = User.objects.create_user(f"{local.format(name)}@example.org", PASSWORD, **more)
            made.groups.set(Group.objects.filter(name__in=groups))
            self.people[name] = made
        told = self.lines(ReviewerProfile, "name", "post", "credentials", "conflicts")
        self.profile = ReviewerProfile.objects.create(user=self.people["reviewer"], **told)

    def _evidence(self) -> None:
        """A row of each kind for each of the words, and one with all of them."""
        for number, said in enumerate([self.whole, *self.words]):
            key = f"k-{number}" if number else "one"
            names = {column.name for column in Reference._meta.fields if column.get_internal_type() == "CharField"}
            told = self.lines(Reference, *names - {"key", "kind", "url"}, words=said)
            made = Reference(key=key, kind="guideline", url="https://example.org/", missing=[said], **told)
            self._bulk(made)
            told = self.lines(Claim, "topic", "text", "note", words=said)
            self._bulk(Claim(key=key, figures=[said], strength="trial", **told))
            told = self.lines(GlossaryTerm, "term", "say", "meaning", words=said)
            self._bulk(GlossaryTerm(key=key, also=[said], **told))
        self._store()
        works = {work.key: work for work in Reference.objects.all()}
        self._bulk(*(Source(claim=claim, reference=works[claim.key]) for claim in Claim.objects.all()))
        self._store()
        self.claim, self.work = Claim.objects.get(key="one"), works["one"]
        self.term = GlossaryTerm.objects.get(key="one")

    def _articles(self) -> None:
        """One with all of the words at three levels, and one with each of them as its title and summary."""
        self.article = Article.objects.create(slug="one", stage="understand", position=1, also_called=self.words)
        self._bulk(*(Question(article=self.article, text=self.line(Question, "text", said)) for said in self.words))
        for at, said in enumerate(self.words):
            told = self.lines(Code, "system", "label", words=said)
            self._bulk(Code(article=self.article, code=self.line(Code, "code", f"{at} {said}"), **told))
        texts = [Variant(article=self.article, level=level) for level in LEVELS]
        for at, text in enumerate(texts):
            text.publish(self.wording(f"first {at}", full=not at), self.people["colleague"])
        self.plain, self.standard, self.detailed = texts
        others = [Article(slug=f"other-{at}", stage="decide", position=at + 2) for at in range(len(self.words))]
        self._bulk(*others)
        self._store()
        held = Article.objects.exclude(pk=self.article.pk).order_by("position")
        for article, said in zip(held, self.words, strict=True):
            told = {"title": self.line(Variant, "title", said), "summary": self.line(Variant, "summary", said)}
            drafted = {f"draft_{name}": words for name, words in told.items()}
            self._bulk(Variant(article=article, level="plain", body="One.", draft="One.", words=1, **told, **drafted))
        self._store()
        for slug in ("about", "sources", "reviewers"):
            Page.objects.create(slug=slug, body=body(self.words), **self.lines(Page, "title", "summary"))

    def wording(self, first: str, full: bool = False) -> Wording:
        """A title and a summary of all the words; `full` is whether the text holds all of them too."""
        words = self.words if full else self.words[:9]
        return Wording(self.line(Variant, "title"), self.line(Variant, "summary"), body(words, first))

    def _reviews(self) -> None:
        """The detailed text was checked, the standard one is being checked, the plain one is handed in."""
        self.decided = self._handed_in(self.detailed, "major")
        self.decided.start(self.people["reviewer"])
        self.decided.approve(self.people["reviewer"], self.whole)
        self.started = self._handed_in(self.standard, "minor")
        self.started.start(self.people["reviewer"])
        self.new = self._handed_in(self.plain, "minor", full=True)
        told = self.lines(Invitation, "name")
        self.invitation = Invitation.invite(self.new, email="ada@example.org", by=self.people["editor"], **told)
        self.plain.keep_draft(self.wording("fourth", full=True), self.people["editor"])
        returned = Variant.objects.get(article__slug="other-1")
        returned.keep_draft(self.wording("fifth"), self.people["editor"])
        returned = self._submitted(returned, "minor")
        returned.start(self.people["reviewer"])
        returned.give_back(self.people["reviewer"], self.whole)

    def _handed_in(self, text: Variant, severity: str, full: bool = False) -> Review:
        text.refresh_from_db()
        text.keep_draft(self.wording(f"second {severity}", full), self.people["editor"])
        return self._submitted(text, severity)

    def _submitted(self, text: Variant, severity: str) -> Review:
        more = {"override_reason": self.whole, "overridden": [self.whole]}
        return Review.submit(text, self.people["editor"], severity, f"{self.whole} {'.' * 20}", **more)

    def _rest(self) -> None:
        for text in (self.plain, self.standard, self.detailed):
            text.refresh_from_db()
        OutdatedMark.of_claim(self.claim, [self.plain], self.line(OutdatedMark, "why"))
        judged = {"variant": self.plain, "judged": fingerprint(self.plain.live), "helpful": False, "reason": "hard"}
        for section in ("", "part-0"):
            said = self.line(Feedback, "words")
            Feedback.objects.create(section=section, words=said, **judged)
        self._bulk(*(Feedback(words=self.line(Feedback, "words", said), **judged) for said in self.words))
        told = self.lines(SentQuestion, "words")
        self._bulk(*(SentQuestion(words=self.line(SentQuestion, "words", said)) for said in self.words))
        self._bulk(MissedWord(**self.lines(MissedWord, "word", words=" ".join(self.whole.split())), times=5))
        self.question = SentQuestion.objects.create(**told)
        told = self.lines(OutsideAddress, "problem")
        self._bulk(OutsideAddress(url="https://example.org/", looked_at=timezone.now(), **told))
        self._store()
        Presence.sign(self.plain, self.people["colleague"])
        told = {"why": self.whole} | self.lines(AuditEntry, "actor", "action", "subject", "from_state", "to_state")
        AuditEntry.objects.create(**told)
        for row in (self.claim, self.work, self.term, self.article, self.profile, *Page.objects.all()):
            row.save()  # twice, so that the history has two versions to compare
            row.save()

    def _bulk(self, *rows: Model) -> None:
        self.__dict__.setdefault("waiting", []).extend(rows)

    def _store(self) -> None:
        kinds = {type(row): None for row in self.waiting}
        for kind in kinds:
            kind.objects.bulk_create([row for row in self.waiting if type(row) is kind])
        self.waiting.clear()


MODELS = (
    "article", "variant", "page", "claim", "reference", "glossaryterm", "reviewerprofile", "review", "invitation",
    "auditentry", "feedback", "sentquestion", "missedword", "outdatedmark", "outsideaddress",
    "user",
)  # fmt: skip


def pages(shelf: Shelf) -> dict[str, list[str]]:
    """By who looks, the addresses of all pages on which words of the library stand; nobody is the empty name."""
    invited = shelf.invitation.path
    public = ["/", "/glossary/", "/about/", "/about/sources/", "/about/reviewers/", "/sitemap.xml"]
    public += [f"/articles/one/{level}/" for level in LEVELS] + [invited, f"{invited}page/"]
    public += [f"/articles/one/plain/feedback/{query}" for query in ("", "?helpful=no", "?thanks=yes")]
    rows = _rows(shelf)
    told = AuditEntry.objects.get(why=shelf.whole, number="")
    desk = ["/admin/", "/admin/desk/import/", "/admin/education/variant/add/", "/admin/desk/helps/?q=k-"]
    desk += [f"/admin/education/{model}/" for model in MODELS] + ["/admin/education/review/?state=all"]
    desk += [place(row) for row in (*rows, told, Feedback.objects.first(), OutdatedMark.objects.first())]
    desk += [place(MissedWord.objects.get())]
    desk += [place(row, "delete") for row in rows]
    desk += [f"{place(row, 'history')}{_newest(row)}" for row in rows[1:]]
    desk += [f"/admin/desk/texts/{shelf.plain.pk}/{page}/" for page in ("page", "changes", "submit")]
    desk += [f"/admin/desk/reviews/{review.pk}/" for review in (shelf.new, shelf.started, shelf.decided)]
    desk += [f"/admin/desk/reviews/{shelf.new.pk}/page/", f"/admin/desk/questions/{shelf.question.pk}/"]
    others = {"reader": ["/accounts/", "/accounts/delete/"], "editor": ["/admin/"]}
    return {"": public, "chief": desk} | others


def place(row: Model, page: str = "change") -> str:
    return f"/admin/education/{row._meta.model_name}/{row.pk}/{page}/"


def _rows(shelf: Shelf) -> list[Model]:
    known = (shelf.article, shelf.plain, shelf.claim, shelf.work, shelf.term, Page.objects.get(slug="about"))
    return [shelf.people["reader"], *known, shelf.profile]


def _newest(row: Model) -> str:
    """The question that compares the two newest versions."""
    newer, older = row.history.values_list("history_id", flat=True)[:2]
    return f"?from={older}&to={newer}"
