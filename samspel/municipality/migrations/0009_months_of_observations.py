from django.db import migrations

KEY, MONTHS = "observation_text_months", 24


def add(apps, schema_editor):
    """A municipality that was described before has the number too, as an assumption to be confirmed."""
    setting = apps.get_model("municipality", "Setting")
    if setting.objects.exists():
        setting.objects.get_or_create(key=KEY, defaults={"value": MONTHS, "assumption": True})


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0008_numbers_of_the_picture"),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
