"""The addresses of the site.

Rank 7: imports levels, markup, sitemap and the views.
"""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter
from django.views.decorators.cache import cache_control

from .levels import ReadingLevel
from .markup import SLUG
from .sitemap import SITEMAPS
from .views import about, accounts, articles, feedback, invitations, preferences, search, sending

app_name = "education"


class LevelConverter:
    """A reading level in an address; any other word is not found."""

    regex = "|".join(ReadingLevel.values)

    def to_python(self, value: str) -> ReadingLevel:
        return ReadingLevel(value)

    def to_url(self, value) -> str:
        return str(value)


class KeyConverter:
    """A slug as we write it: narrower than Django's, so that nothing else reaches the database."""

    regex = SLUG

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SignedConverter:
    """What `signing.dumps` makes; whether it is whole, the view asks."""

    regex = r"[A-Za-z0-9_.:-]{20,300}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LevelConverter, "level")
register_converter(KeyConverter, "key")
register_converter(SignedConverter, "signed")

urlpatterns = [
    path("", articles.home, name="home"),
    # articles/
    path("articles/<key:slug>/", articles.article, name="article"),
    path("articles/<key:slug>/<level:level>/", articles.article, name="article-level"),
    path("articles/<key:slug>/<level:level>/feedback/", feedback.feedback, name="feedback"),
    path("glossary/", articles.glossary, name="glossary"),
    path("search/", search.search, name="search"),
    path("search/suggestions.json", search.suggestions, name="suggestions"),
    path("ask/", search.ask, name="ask"),
    path("ask/send/", sending.send_question, name="send-question"),
    path("preferences/", preferences.preferences, name="preferences"),
    # about/
    path("about/", about.page, name="about"),
    path("about/<key:slug>/", about.page, name="about-page"),
    # invitations/
    path("invitations/<signed:token>/", invitations.invitation, name="invitation"),
    path("invitations/<signed:token>/page/", invitations.page, name="invitation-page"),
    # accounts/
    path("accounts/", accounts.account, name="account"),
    path("accounts/sign-up/", accounts.sign_up, name="sign-up"),
    path("accounts/sign-in/", accounts.SignIn.as_view(), name="sign-in"),
    path("accounts/sign-out/", accounts.SignOut.as_view(), name="sign-out"),
    path("accounts/export/", accounts.export, name="account-export"),
    path("accounts/delete/", accounts.delete, name="account-delete"),
    path("accounts/password/", accounts.PasswordChange.as_view(), name="password-change"),
    path("accounts/password/done/", accounts.PasswordChangeDone.as_view(), name="password-change-done"),
    path("accounts/reset/", accounts.PasswordReset.as_view(), name="password-reset"),
    path("accounts/reset/sent/", accounts.PasswordResetDone.as_view(), name="password-reset-done"),
    path("accounts/reset/complete/", accounts.PasswordResetComplete.as_view(), name="password-reset-complete"),
    path("accounts/reset/<uidb64>/<token>/", accounts.PasswordResetConfirm.as_view(), name="password-reset-confirm"),
    # for programs
    path("healthz", about.healthz, name="healthz"),
    path("readyz", about.readyz, name="readyz"),
    path("robots.txt", about.robots, name="robots"),
    path("sitemap.xml", cache_control(public=True, max_age=86_400)(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", about.security, name="security"),
]
