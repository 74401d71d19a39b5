from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "samspel.observations"
    label = "observations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what observations show on the pages below them, their thing on the thread, and how many come in."""
        from samspel.observations import imports, panels, threads, week_panels, week_threads

        imports.tell()
        panels.register()
        threads.register()
        week_panels.register()
        week_threads.register()
