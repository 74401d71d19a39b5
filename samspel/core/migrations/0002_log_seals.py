import django.contrib.postgres.indexes
from django.db import migrations, models

import samspel.core.columns


class Migration(migrations.Migration):
    """Rows of the log get the number of their transaction, and a table of seals.

    The column comes without a default first: a volatile one would have every row written anew, under lock.
    """

    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    [
                        "ALTER TABLE core_logrow ADD COLUMN xid xid8",
                        "ALTER TABLE core_logrow ALTER COLUMN xid SET DEFAULT pg_current_xact_id()",
                    ],
                    "ALTER TABLE core_logrow DROP COLUMN xid",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="logrow",
                    name="xid",
                    field=samspel.core.columns.TransactionId(
                        db_default=samspel.core.columns.CurrentTransaction(), editable=False, null=True
                    ),
                )
            ],
        ),
        migrations.CreateModel(
            name="LogSeal",
            fields=[
                ("no", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("key", models.CharField(max_length=16)),
                ("era", models.CharField(max_length=32)),
                ("snapshot", models.TextField()),
                ("floor", models.BigIntegerField()),
                ("rows", samspel.core.columns.IdRanges()),
                ("count", models.IntegerField()),
                ("tags", models.BinaryField()),
                ("head", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [django.contrib.postgres.indexes.GistIndex(fields=["rows"], name="seal_rows")],
            },
        ),
    ]
