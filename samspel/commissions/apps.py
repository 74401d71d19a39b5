from django.apps import AppConfig


class CommissionsConfig(AppConfig):
    name = "samspel.commissions"
    label = "commissions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over the file that a municipality's commissions begin with, and its part of the thread."""
        from samspel.commissions import beginning, threads
        from samspel.municipality import starting

        starting.register(beginning.BEGINNING)
        threads.register()
