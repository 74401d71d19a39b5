# Made one by one beside ongoing work, for the figures of areas and departments.

from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("municipality", "0006_edition"),
        ("questions", "0003_found_while_writing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="part",
            index=models.Index(fields=["-received_at"], name="part_newest"),
        ),
        AddIndexConcurrently(
            model_name="question",
            index=models.Index(fields=["area", "-received_at"], name="question_area_newest"),
        ),
        AddIndexConcurrently(
            model_name="question",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)), fields=["ended_at"], name="question_ended"
            ),
        ),
    ]
