from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "samspel.observations"
    label = "observations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what observations show on the pages below them, their thing on the thread, how many come in,
        and what goes in time."""
        from samspel.observations import imports, panels, persons, threads, week_panels, week_threads

        imports.tell()
        panels.register()
        persons.register()
        threads.register()
        week_panels.register()
        week_threads.register()
