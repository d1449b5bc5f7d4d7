"""Where everything hangs. markdownx.urls is left out on purpose: see education/views/desk.py."""

from django.contrib import admin
from django.urls import include, path

from education.views import desk

urlpatterns = [
    path("admin/markdownx/preview/", desk.preview, name="markdownx_markdownify"),
    path("admin/markdownx/upload/", desk.upload, name="markdownx_upload"),
    path("admin/desk/", include("education.desk_urls")),
    path("admin/", admin.site.urls),
    path("media/<path:path>", desk.media, name="media"),
    path("", include("education.urls")),
]
