"""The addresses of the editors' desk beside those of the admin itself.

Rank 7: imports views.
"""

from django.urls import path

from .views import helping, portable, questions, reviews, writing

app_name = "desk"

urlpatterns = [
    path("check/", writing.check, name="check"),
    path("claims/", helping.claims, name="claims"),
    path("terms/", helping.terms, name="terms"),
    path("helps/", helping.helps, name="helps"),
    path("texts/<int:pk>/page/", writing.page, name="page"),
    path("texts/<int:pk>/changes/", writing.changes, name="changes"),
    path("texts/<int:pk>/presence/", writing.presence, name="presence"),
    path("texts/<int:pk>/submit/", reviews.submit, name="submit"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/page/", reviews.page, name="review-page"),
    path("reviews/<int:pk>/start/", reviews.start, name="start"),
    path("reviews/<int:pk>/approve/", reviews.approve, name="approve"),
    path("reviews/<int:pk>/return/", reviews.give_back, name="return"),
    path("reviews/<int:pk>/withdraw/", reviews.withdraw, name="withdraw"),
    path("reviews/<int:pk>/invite/", reviews.invite, name="invite"),
    path("invitations/<int:pk>/revoke/", reviews.revoke, name="revoke"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/answer/", questions.answer, name="question-answer"),
    path("questions/<int:pk>/set-aside/", questions.set_aside, name="question-aside"),
    path("articles/<int:pk>/export/", portable.take, name="export"),
    path("import/", portable.bring, name="import"),
]
