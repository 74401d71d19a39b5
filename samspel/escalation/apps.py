from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "samspel.escalation"
    label = "escalation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what escalation shows on the pages below it."""
        from samspel.escalation import panels

        panels.register()
