"""The one app, and the admin that is its editors' desk."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class EducationConfig(AppConfig):
    name = "education"
    verbose_name = "Patient education"


class DeskConfig(admin.AdminConfig):
    default = False  # of this module: that is the app itself
    default_site = "education.admin.site.DeskSite"

    def ready(self):
        """The package goes first. Else Django, looking for the site inside it, would import the package halfway and
        make two sites: one that everything is registered with, and one that is served.
        """
        import_module(self.default_site.rpartition(".")[0])
        super().ready()
