# Made one by one beside ongoing work: none of them holds anybody's write up.

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("questions", "0002_joint_and_recurring"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="question",
            index=models.Index(condition=models.Q(("joint__isnull", False)), fields=["joint"], name="question_joint"),
        ),
        AddIndexConcurrently(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("status__in", ["accepted", "new", "reopened", "waiting"])),
                fields=["search"],
                name="question_open_search",
            ),
        ),
        AddIndexConcurrently(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper("text"), "gin_trgm_ops"),
                condition=models.Q(("status__in", ["accepted", "new", "reopened", "waiting"])),
                name="question_open_parts",
            ),
        ),
    ]
