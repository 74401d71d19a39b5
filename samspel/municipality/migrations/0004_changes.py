"""Terms of office get a table of their own; sources are listed; changes are kept."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def terms_of_goals(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A goal's code begins with its term's. What the term's own source was is not known: its goals' stands for it."""
    goals, terms = apps.get_model("municipality", "Goal"), apps.get_model("municipality", "Term")
    for goal in goals.objects.order_by("position"):
        code = goal.code.split("/", 1)[0]
        values = {
            "name": goal.term_name,
            "sort_key": code,
            "starts": goal.starts,
            "ends": goal.ends,
            "source": goal.source,
            "assumption": True,
            "retired_on": goal.retired_on,
            "position": terms.objects.count() + 1,
        }
        goal.term = terms.objects.get_or_create(code=code, defaults=values)[0]
        goal.save(update_fields=["term"])


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0003_data_protection_officer"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "assumption",
                    models.BooleanField(
                        default=False,
                        help_text="Not stated by a source: to be confirmed by the municipality.",
                        verbose_name="assumption",
                    ),
                ),
                ("code", models.CharField(max_length=120, unique=True, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="no longer used since")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort_key", models.CharField(db_collation="C", editable=False, max_length=200)),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                ("url", models.URLField(blank=True, verbose_name="web address")),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["position", "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "assumption",
                    models.BooleanField(
                        default=False,
                        help_text="Not stated by a source: to be confirmed by the municipality.",
                        verbose_name="assumption",
                    ),
                ),
                ("code", models.CharField(max_length=120, unique=True, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="no longer used since")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort_key", models.CharField(db_collation="C", editable=False, max_length=200)),
                ("starts", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="to and including")),
            ],
            options={
                "verbose_name": "term of office",
                "verbose_name_plural": "terms of office",
                "ordering": ["position", "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChangeSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("coming", "to come"),
                            ("made", "made"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("product", "in Samspel"), ("files", "from the files")],
                        default="product",
                        max_length=7,
                        verbose_name="where",
                    ),
                ),
                ("by", models.CharField(max_length=80, verbose_name="by")),
                ("by_label", models.CharField(max_length=200, verbose_name="who")),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("starts", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="saved")),
                ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="made")),
                ("waits", models.CharField(blank=True, max_length=500, verbose_name="what it waits for")),
                (
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="municipality.changeset",
                        verbose_name="undoes",
                    ),
                ),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="ChangeRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("key", models.CharField(blank=True, max_length=200, verbose_name="key")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="before")),
                ("after", models.JSONField(blank=True, null=True, verbose_name="after")),
                ("behind", models.JSONField(blank=True, default=list, verbose_name="stands behind")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="municipality.changeset",
                        verbose_name="change",
                    ),
                ),
            ],
            options={
                "verbose_name": "changed row",
                "verbose_name_plural": "changed rows",
                "ordering": ("change", "number"),
            },
        ),
        migrations.AlterField(
            model_name="department",
            name="director",
            field=models.CharField(blank=True, max_length=200, verbose_name="led by"),
        ),
        migrations.AlterField(
            model_name="emergencynumber",
            name="text",
            field=models.CharField(max_length=300, verbose_name="when to call"),
        ),
        migrations.AlterField(
            model_name="service",
            name="hours",
            field=models.CharField(blank=True, max_length=200, verbose_name="when"),
        ),
        migrations.AddIndex(
            model_name="changeset",
            index=models.Index(fields=["state", "starts"], name="change_state_starts"),
        ),
        migrations.AddIndex(
            model_name="changerow",
            index=models.Index(fields=["kind", "key"], name="change_row_kind_key"),
        ),
        migrations.AddConstraint(
            model_name="changeset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("by",), name="change_one_draft_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="changeset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("saved_at__isnull", False), ("starts__isnull", False)),
                    _connector="OR",
                ),
                name="change_saved_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="changeset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "made"), _negated=True), ("made_at__isnull", False), _connector="OR"
                ),
                name="change_made_has_moment",
            ),
        ),
        migrations.RenameField(model_name="goal", old_name="term", new_name="term_name"),
        migrations.AddField(
            model_name="goal",
            name="term",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goals",
                to="municipality.term",
                verbose_name="term of office",
            ),
        ),
        migrations.RunPython(terms_of_goals, migrations.RunPython.noop),
        # What was written must be settled before the table's form is changed in the same transaction.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="goal",
            name="term",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goals",
                to="municipality.term",
                verbose_name="term of office",
            ),
        ),
        migrations.RemoveField(model_name="goal", name="term_name"),
        migrations.RemoveField(model_name="goal", name="starts"),
        migrations.RemoveField(model_name="goal", name="ends"),
    ]
