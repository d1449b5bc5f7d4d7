"""The texts that are there begin with a draft that says the same, and the two roles of the desk come into being."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import F

WRITTEN = ("article", "variant", "question", "code", "claim", "source", "reference", "glossaryterm", "page")
LISTED = ("question", "code", "source")  # rows that are edited within another
SEEN = ("review", "reviewerprofile", "auditentry", "feedback", "outdatedmark", "invitation", "outsideaddress")
EDITOR = [
    *(f"{deed}_{model}" for model in WRITTEN for deed in ("view", "add", "change")),
    *(f"delete_{model}" for model in LISTED),
    *(f"view_{model}" for model in SEEN),
    "add_invitation", "submit_review", "decide_typo",
]  # fmt: skip
CLINICAL_REVIEWER = [
    *(f"view_{model}" for model in (*WRITTEN, *SEEN)),
    "change_reviewerprofile", "add_reviewerprofile", "decide_typo", "decide_review",
]  # fmt: skip
ROLES = {"Editor": EDITOR, "Clinical reviewer": CLINICAL_REVIEWER}


def begin_drafts(apps, schema_editor):
    texts = apps.get_model("education", "Variant").objects
    texts.update(draft_title=F("title"), draft_summary=F("summary"), draft=F("body"))
    texts.exclude(body="").update(published_at=F("changed_at"))


def make_roles(apps, schema_editor):
    """Django makes permissions only after all migrations, and the roles need them now."""
    education = apps.get_app_config("education")
    education.models_module = True
    create_permissions(education, apps=apps, verbosity=0)
    education.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="education")
    for name, codenames in ROLES.items():
        role, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        role.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("education", "0002_editors_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(begin_drafts, migrations.RunPython.noop),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
