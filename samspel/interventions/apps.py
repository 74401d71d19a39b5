from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    name = "samspel.interventions"
    label = "interventions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what interventions know of the thread, the pages below, a change of the municipality, and files."""
        from samspel.interventions import effects, imports, looked, panels, threads

        threads.register()
        panels.register()
        looked.register()
        effects.tell()
        imports.tell()
