from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "samspel.targets"
    label = "targets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over the goals' part of the thread, and what they show on other pages."""
        from samspel.targets import panels, threads

        panels.register()
        threads.register()
