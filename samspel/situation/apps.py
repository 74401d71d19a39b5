from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "samspel.situation"
    label = "situation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what this module draws on others' pages, and its part of the thread."""
        from samspel.situation import panels, threads

        panels.register()
        threads.register()
