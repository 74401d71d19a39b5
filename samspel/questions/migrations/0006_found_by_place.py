# Made one by one beside ongoing work: what a department has, and places by any part of their name.

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("municipality", "0006_edition"),
        ("questions", "0005_found_by_heading"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="part",
            index=models.Index(fields=["department", "question"], name="part_of_department"),
        ),
        AddIndexConcurrently(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper("place"), "gin_trgm_ops"),
                name="question_place_parts",
            ),
        ),
    ]
