from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "samspel.escalation"
    label = "escalation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what escalation shows on the pages below it, and what it knows of a change of the municipality."""
        from samspel.escalation import effects, panels

        panels.register()
        effects.tell()
