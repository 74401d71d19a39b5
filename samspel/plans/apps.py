from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "samspel.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what this module draws on others' pages, and its part of the thread."""
        from samspel.plans import panels, threads

        panels.register()
        threads.register()
