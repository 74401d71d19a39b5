from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Beside the writes, not in their way: so in no transaction of its own."""

    atomic = False
    dependencies = [("core", "0002_log_seals")]

    operations = [AddIndexConcurrently("logrow", models.Index(fields=["xid"], name="log_transaction"))]
