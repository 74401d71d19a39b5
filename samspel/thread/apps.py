from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "samspel.thread"
    label = "thread"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over the thread through a thing."""
        from samspel.thread import panels

        panels.register()
