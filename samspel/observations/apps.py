from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "samspel.observations"
    label = "observations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what observations show on the pages below them, and their kind of thing on the thread."""
        from samspel.observations import panels, threads

        panels.register()
        threads.register()
