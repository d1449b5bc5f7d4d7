"""Passages and the words in them, and the index of each database over what search reads of them."""

import django.db.models.deletion
from django.db import migrations, models

# The triggers keep the index to its table in whatever way a row comes, changes or goes.
SQLITE = (
    """CREATE VIRTUAL TABLE education_passageindex USING fts5(
        heading_words, asked_words, body_words, about_words,
        content='education_passage', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER education_passage_new AFTER INSERT ON education_passage BEGIN
        INSERT INTO education_passageindex (rowid, heading_words, asked_words, body_words, about_words)
        VALUES (new.id, new.heading_words, new.asked_words, new.body_words, new.about_words); END""",
    """CREATE TRIGGER education_passage_gone AFTER DELETE ON education_passage BEGIN
        INSERT INTO education_passageindex
            (education_passageindex, rowid, heading_words, asked_words, body_words, about_words)
        VALUES ('delete', old.id, old.heading_words, old.asked_words, old.body_words, old.about_words); END""",
    """CREATE TRIGGER education_passage_changed AFTER UPDATE ON education_passage BEGIN
        INSERT INTO education_passageindex
            (education_passageindex, rowid, heading_words, asked_words, body_words, about_words)
        VALUES ('delete', old.id, old.heading_words, old.asked_words, old.body_words, old.about_words);
        INSERT INTO education_passageindex (rowid, heading_words, asked_words, body_words, about_words)
        VALUES (new.id, new.heading_words, new.asked_words, new.body_words, new.about_words); END""",
)
POSTGRESQL = (
    """ALTER TABLE education_passage ADD COLUMN words_index tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', asked_words), 'A') || setweight(to_tsvector('simple', heading_words), 'B')
        || setweight(to_tsvector('simple', about_words), 'C') || setweight(to_tsvector('simple', body_words), 'D')
    ) STORED""",
    "CREATE INDEX education_passage_words ON education_passage USING gin (words_index)",
)
UNDONE = ("DROP TABLE education_passageindex",)


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    """Triggers and columns go with their table."""
    for statement in UNDONE if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('education', '0003_drafts_and_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=80, unique=True)),
                ('written', models.CharField(max_length=80)),
                ('start', models.CharField(db_index=True, max_length=2)),
                ('stem', models.CharField(db_index=True, max_length=80)),
                ('sound', models.CharField(db_index=True, max_length=80)),
                ('passages', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='asked',
            field=models.JSONField(blank=True, default=list, help_text='Questions in readers’ own words that a section answers, as “section-key: question”. Search finds the section by them, and offers them while somebody types.', verbose_name='asked by readers'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='asked',
            field=models.JSONField(blank=True, default=list, help_text='Questions in readers’ own words that a section answers, as “section-key: question”. Search finds the section by them, and offers them while somebody types.', verbose_name='asked by readers'),
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=100)),
                ('position', models.PositiveIntegerField()),
                ('heading', models.TextField()),
                ('asked', models.TextField(blank=True, help_text='How readers ask for it, a question a line.')),
                ('body', models.TextField(blank=True)),
                ('about', models.TextField(blank=True, help_text='The title of the text, and other names of its subject.')),
                ('heading_words', models.TextField(blank=True)),
                ('asked_words', models.TextField(blank=True)),
                ('body_words', models.TextField(blank=True)),
                ('about_words', models.TextField(blank=True)),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='education.variant')),
            ],
            options={
                'ordering': ['variant', 'position'],
                'constraints': [models.UniqueConstraint(fields=('variant', 'section'), name='one_passage_a_section')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
