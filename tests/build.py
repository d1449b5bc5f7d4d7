"""Plain builders without surprises: each saves just what it says."""

from dataclasses import replace
from importlib import import_module

from django.contrib.auth.models import Group, Permission

from education.models import (
    Article,
    Claim,
    GlossaryTerm,
    Page,
    Reference,
    Review,
    ReviewerProfile,
    Source,
    User,
    Variant,
)
from education.wording import Wording

BODY = """::: key-points
- A point about {slug} at the {level} level.
:::

## First part {{#first-part}}

Words of {slug} at the {level} level.

## Second part {{#second-part}}

More words of {slug} at the {level} level.
"""

ROLES = ("0003_drafts_and_roles", "0005_wanted")  # the migrations that say what a role may


def article(slug: str, *levels: str, stage: str = "understand", position: int = 10, body: str = "") -> Article:
    """An article with a text at each of the levels named; with none, it has no text."""
    made = Article.objects.create(slug=slug, stage=stage, position=position)
    for level in levels:
        variant(made, level, body=body)
    return made


def variant(of: Article, level: str, *, body: str = "", title: str = "", language: str = "en") -> Variant:
    """The text of an article at a level, published without a check, as an import would."""
    words = body or BODY.format(slug=of.slug, level=level)
    title = title or f"{of.slug} {level}"
    made = Variant(article=of, level=level, language=language)
    made.publish(Wording(title, f"Sums up {title}.", words))
    return made


def unwritten(of: Article, level: str) -> Variant:
    """A text that is only a draft."""
    made = Variant(article=of, level=level)
    made.keep_draft(Wording("Not written", "Yet.", "A few words."))
    return made


def claim(key: str, *works: str, text: str = "A claim.", figures: tuple[str, ...] = ()) -> Claim:
    """A claim that rests on works, made as needed, in order."""
    made = Claim.objects.create(key=key, topic="overview", text=text, figures=list(figures), strength="guideline")
    for position, work in enumerate(works):
        reference, _ = Reference.objects.get_or_create(
            key=work, defaults={"kind": "guideline", "title": f"Title of {work}"}
        )
        Source.objects.create(claim=made, reference=reference, position=position)
    return made


def term(key: str, meaning: str = "What it means.", *also: str) -> GlossaryTerm:
    return GlossaryTerm.objects.create(key=key, term=key.replace("-", " "), also=list(also), meaning=meaning)


def page(slug: str = "about", body: str = "## About {#about}\n\nWords.") -> Page:
    return Page.objects.create(slug=slug, title=f"Page {slug}", summary="Sums it up.", body=body)


def user(email: str, password: str = "a long enough password", **fields) -> User:
    return User.objects.create_user(email, password, **fields)


def staff(email: str, *roles: str, **fields) -> User:
    """An account that may enter the desk, in these roles."""
    made = user(email, is_staff=True, **fields)
    made.groups.set(map(role, roles))
    return made


def role(name: str) -> Group:
    """The role that the migration has made; made anew where a test before has emptied the database."""
    made, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        codenames = [may for which in ROLES for may in import_module(f"education.migrations.{which}").ROLES[name]]
        made.permissions.set(Permission.objects.filter(content_type__app_label="education", codename__in=codenames))
    return made


def profile(name: str, of: User | None = None) -> ReviewerProfile:
    """A reviewer with all that readers are told."""
    told = {"post": "Cardiologist at a made-up clinic", "credentials": "MD", "conflicts": "None"}
    return ReviewerProfile.objects.create(user=of, name=name, **told)


def submitted(text: Variant, by: User, severity: str = "minor", **words: str) -> Review:
    """A review of the text's draft, changed by `by` first: `words` may give another title, summary or body."""
    text.keep_draft(replace(text.drafted, **(words or {"summary": "Said better."})), by)
    return Review.submit(text, by, severity, "Said better after a reader asked.")


def approved(text: Variant, by: User, reviewer: User, severity: str = "minor", **words: str) -> Review:
    """A review as `submitted` makes it, started and approved by the reviewer."""
    made = submitted(text, by, severity, **words)
    made.start(reviewer)
    made.approve(reviewer)
    text.refresh_from_db()
    return made
