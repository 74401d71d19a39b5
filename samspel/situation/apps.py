from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "samspel.situation"
    label = "situation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what this module draws on others' pages, its part of the thread, and what can be brought in."""
        from samspel.situation import imports, panels, threads

        imports.tell()
        panels.register()
        threads.register()
