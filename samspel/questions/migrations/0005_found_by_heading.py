# Made beside ongoing work: it holds nobody's write up.

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("questions", "0004_indexes_for_figures"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("subject"), "gin_trgm_ops"
                ),
                condition=models.Q(("status__in", ["accepted", "new", "reopened", "waiting"])),
                name="question_open_subject",
            ),
        ),
    ]
