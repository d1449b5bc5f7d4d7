"""Questions that readers sent, words that we do not have, and who may see them and close them."""

import django.db.models.deletion
import django.utils.timezone
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

SEEN = ["view_sentquestion", "view_missedword"]
ROLES = {
    "Editor": [*SEEN, "change_sentquestion", "change_missedword"],
    "Clinical reviewer": SEEN,
}


def widen_roles(apps, schema_editor):
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
        ("education", "0004_passages"),
    ]

    operations = [
        migrations.CreateModel(
            name="MissedWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("answered", "Answered"), ("set-aside", "Set aside")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("word", models.CharField(max_length=30, unique=True)),
                ("times", models.PositiveIntegerField(default=0)),
                ("since", models.DateField(default=django.utils.timezone.localdate)),
            ],
            options={
                "verbose_name": "word that we do not have",
                "verbose_name_plural": "words that readers searched and we do not have",
                "ordering": ["-times", "word"],
            },
        ),
        migrations.CreateModel(
            name="SentQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("answered", "Answered"), ("set-aside", "Set aside")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("on", models.DateField(default=django.utils.timezone.localdate)),
                ("section", models.CharField(blank=True, max_length=100)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="education.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "question from a reader",
                "verbose_name_plural": "questions from readers",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        fields=("words", "on"),
                        name="one_sent_question_a_day",
                    )
                ],
            },
        ),
        migrations.RunPython(widen_roles, migrations.RunPython.noop),
    ]
