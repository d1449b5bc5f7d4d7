"""The addresses of the editors' desk beside those of the admin itself.

Rank 7: imports views.
"""

app_name = "desk"

urlpatterns = []
