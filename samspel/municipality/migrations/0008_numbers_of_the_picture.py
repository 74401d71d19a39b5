from django.db import migrations

NUMBERS = {"plan_measures": 60, "picture_months": 24, "confirm_months": 6, "small_number": 3}


def add(apps, schema_editor):
    """A municipality that was described before has the new numbers too, as assumptions to be confirmed."""
    setting = apps.get_model("municipality", "Setting")
    if not setting.objects.exists():
        return
    for key, value in NUMBERS.items():
        setting.objects.get_or_create(key=key, defaults={"value": value, "assumption": True})


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0007_picture_and_plan"),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
