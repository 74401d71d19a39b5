from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "samspel.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the ground itself keeps of persons, and which files go when."""
        from samspel.core import persons
        from samspel.core.imports import disposing

        persons.register()
        disposing.register()
