from django.apps import AppConfig
from django.db.models.signals import post_migrate

from samspel.municipality import edition


class MunicipalityConfig(AppConfig):
    name = "samspel.municipality"
    label = "municipality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(edition.watch, sender=self)
