"""The nouns: who is published, whose save counts, when a new edition begins, what is kept of a person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import RequestFactory

from education.models import (
    Article,
    Claim,
    Code,
    Edition,
    GlossaryTerm,
    Page,
    Question,
    ReaderProfile,
    Reference,
    Seed,
    Source,
    User,
    Variant,
)  # fmt: skip
from education.models.edition import StaleVersion
from education.preferences import Preferences

from . import build

pytestmark = pytest.mark.django_db


# The gate


def test_only_articles_with_a_text_that_readers_may_meet_are_published():
    build.article("with-text", "plain")
    empty = build.article("with-empty-text")
    build.unwritten(empty, "plain")
    build.article("without-text")
    assert Article.objects.count() == 3
    assert [article.slug for article in Article.objects.published()] == ["with-text"]


def test_an_article_with_several_texts_is_published_once():
    build.article("overview", "plain", "standard", "detailed")
    assert Article.objects.published().count() == 1


def test_taking_away_the_last_text_takes_the_article_from_the_public():
    article = build.article("overview", "plain")
    Variant.objects.filter(article=article).update(body="")
    assert list(Article.objects.published()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_texts_and_titles_of_a_language_come_along_in_one_query_more(django_assert_num_queries, count):
    for number in range(count):
        article = build.article(f"article-{number}", "plain", "detailed")
        build.variant(article, "plain", language="cy", title="Beth")
    for fetched in (Article.objects.published().with_texts(), Article.objects.published().with_titles()):
        with django_assert_num_queries(2):
            found = {text.title for article in fetched for text in article.texts}
        assert found == {f"article-{number} {level}" for number in range(count) for level in ("plain", "detailed")}


def test_articles_stand_by_position_then_by_address():
    for slug, position in (("b", 20), ("c", 10), ("a", 20)):
        build.article(slug, position=position)
    assert [article.slug for article in Article.objects.in_order()] == ["c", "a", "b"]


@pytest.mark.parametrize("slug", ["Overview", "over_view", "over--view", "-a", "a b", "ä", "a/b"])
def test_an_address_is_small_letters_digits_and_single_hyphens(slug):
    with pytest.raises(ValidationError, match="small letters"):
        Article(slug=slug, stage="decide").clean_fields()


def test_there_is_one_text_for_a_level_and_a_language():
    article = build.article("overview", "plain")
    with pytest.raises(IntegrityError), transaction.atomic():
        build.variant(article, "plain")
    build.variant(article, "plain", language="cy", title="Beth")


def test_a_text_knows_its_words_minutes_and_address():
    text = build.variant(build.article("overview"), "detailed", body="Five words stand here now. " * 60)
    assert (text.words, text.minutes) == (300, 2)
    assert text.get_absolute_url() == "/articles/overview/detailed/"
    assert text.article.get_absolute_url() == "/articles/overview/"


def test_pages_and_terms_know_their_addresses():
    assert [build.page(slug).get_absolute_url() for slug in ("about", "privacy")] == ["/about/", "/about/privacy/"]
    assert build.term("mitral-valve").get_absolute_url() == "/glossary/#mitral-valve"


def test_a_work_on_which_a_claim_rests_cannot_be_deleted():
    build.claim("one", "work")
    with pytest.raises(ProtectedError):
        Reference.objects.get(key="work").delete()
    assert Reference.objects.count() == 1


# Versions


def test_each_save_raises_the_version():
    page = build.page()
    page.save()
    page.save()
    assert (page.version, Page.objects.get().version) == (3, 3)


def test_the_second_of_two_savers_is_told_and_the_first_keeps_their_words():
    build.page()
    first, second = Page.objects.get(), Page.objects.get()
    first.title, second.title = "First", "Second"
    first.save()
    edition = Edition.now()
    with pytest.raises(StaleVersion, match="about was saved by somebody else"):
        second.save()
    assert (Page.objects.get().title, Edition.now()) == ("First", edition)


@pytest.mark.usefixtures("roles_afterwards")
@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_once_one_is_kept_and_the_others_are_told():
    build.page()
    pages = [Page.objects.get() for _ in range(6)]

    def save(number: int) -> bool:
        pages[number].title = f"Title {number}"
        try:
            pages[number].save()
        except StaleVersion:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        won = [number for number, kept in enumerate(pool.map(save, range(6))) if kept]
    assert len(won) == 1
    assert (Page.objects.get().title, Page.objects.get().version) == (f"Title {won[0]}", 2)


# Editions


def content_rows() -> list:
    """One row of each kind of content."""
    article = build.article("overview", "plain")
    claim = build.claim("one", "work")
    return [
        article, article.variants.get(), claim, claim.sources.get(), Reference.objects.get(), build.term("valve"),
        build.page(), Question.objects.create(article=article, text="Why?"),
        Code.objects.create(article=article, system="1.2", code="I05"),
    ]  # fmt: skip


def marks_of(deed) -> tuple[str, str]:
    before = Edition.now()
    deed()
    return before, Edition.now()


@pytest.mark.parametrize("deed", ["save", "delete"])
def test_every_change_of_a_row_begins_a_new_edition(deed):
    rows = content_rows()
    assert {type(row) for row in rows} == {
        Article, Variant, Claim, Source, Reference, GlossaryTerm, Page, Question, Code,
    }  # fmt: skip
    others_hang_on = (Article, Claim, Reference)
    for row in sorted(rows, key=lambda row: isinstance(row, others_hang_on)):
        before, after = marks_of(getattr(row, deed))
        assert before != after, row


@pytest.mark.parametrize("model", [Article, Variant, Claim, Source, GlossaryTerm, Page, Question, Code])
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_every_change_of_many_rows_begins_a_new_edition(model, deed):
    content_rows()
    rows = model.objects.all()
    before, after = marks_of(rows.delete if deed == "delete" else lambda: rows.update(version=7))
    assert before != after
    assert rows.count() == (0 if deed == "delete" else 1)


def test_adding_many_rows_begins_a_new_edition():
    article = build.article("overview")
    before, after = marks_of(lambda: Question.objects.bulk_create([Question(article=article, text="Why?")]))
    assert before != after


def test_what_readers_do_begins_no_edition():
    user = build.user("reader@example.org")
    before, after = marks_of(lambda: ReaderProfile.keep(user, Preferences("carer")))
    assert before == after


def test_an_edition_that_was_rolled_back_was_none():
    build.page()
    before = Edition.now()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Page.objects.update(title="Another")
        raise ZeroDivisionError
    assert (Edition.now(), Page.objects.get().title) == (before, "Page about")


def test_no_mark_is_used_twice_and_there_is_one_row():
    marks = []
    for _ in range(5):
        Edition.turn()
        marks.append(Edition.now())
    assert (len(set(marks)), Edition.objects.count()) == (5, 1)


# Seeds


def test_the_fingerprint_of_a_record_minds_its_words_and_not_its_order():
    assert Seed.digest_of({"a": "é", "b": ["x", "y"]}) == Seed.digest_of({"b": ["x", "y"], "a": "é"})
    assert len({Seed.digest_of(record) for record in ({"a": "x"}, {"a": "y"}, {"b": "x"}, {"a": ["x"]}, {})}) == 5


# People


@pytest.mark.parametrize("typed", ["Ann@Example.ORG", "  ann@example.org ", "ANN@EXAMPLE.ORG"])
def test_an_address_is_kept_in_small_letters_and_found_in_any(typed):
    user = build.user(typed, "a long enough password")
    assert user.email == "ann@example.org"
    assert User.objects.get_by_natural_key("aNN@example.org") == user
    door = RequestFactory().post("/accounts/sign-in/")
    assert authenticate(door, username="ANN@example.org", password="a long enough password") == user
    assert authenticate(door, username="ann@example.org", password="A long enough password") is None


def test_two_accounts_never_share_an_address_whatever_its_case():
    build.user("ann@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        build.user("Ann@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ANN@example.org")])
    assert User.objects.count() == 1


def test_an_address_typed_in_the_admin_is_made_small_too():
    user = User(email="  Ann@Example.org ")
    user.clean()
    assert user.email == "ann@example.org"


def test_only_an_account_made_as_one_of_the_staff_may_enter_the_admin():
    made = [build.user("reader@example.org"), User.objects.create_superuser("chief@example.org", "a much longer one")]
    assert [(user.is_staff, user.is_superuser, user.is_active) for user in made] == [
        (False, False, True), (True, True, True),
    ]  # fmt: skip


def test_kept_data_is_all_that_is_kept():
    user = build.user("ann@example.org", date_joined=datetime(2026, 1, 2, tzinfo=UTC))
    assert user.kept_data() == {
        "email": "ann@example.org",
        "joined": "2026-01-02T00:00:00+00:00",
        "last_signed_in": None,
        "password": "kept only as a one-way hash",
        "preferences": None,
    }
    user.last_login = datetime(2026, 3, 4, tzinfo=UTC)
    ReaderProfile.keep(user, Preferences("carer", "standard", "3", "dark"))
    assert (user.kept_data()["last_signed_in"], user.kept_data()["preferences"]) == (
        "2026-03-04T00:00:00+00:00",
        {"kind": "carer", "level": "standard", "text_size": "3", "theme": "dark"},
    )


def test_kept_data_forgets_no_column_of_the_account():
    told = {"email", "date_joined", "last_login", "password"}
    rights = {"id", "is_staff", "is_active", "is_superuser"}
    assert {field.name for field in User._meta.concrete_fields} == told | rights
    assert {field.name for field in ReaderProfile._meta.concrete_fields} == {
        "user", "kind", "level", "text_size", "theme",
    }  # fmt: skip


def test_keeping_preferences_again_replaces_them_and_they_go_with_the_account():
    user = build.user("ann@example.org")
    ReaderProfile.keep(user, Preferences("carer"))
    ReaderProfile.keep(user, Preferences("student", "detailed", "2", "light"))
    assert ReaderProfile.objects.get().preferences() == Preferences("student", "detailed", "2", "light")
    user.delete()
    assert ReaderProfile.objects.count() == 0
