from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "samspel.escalation"
    label = "escalation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what escalation shows on the pages below it, and what it knows of changes and persons."""
        from samspel.escalation import effects, panels, persons

        panels.register()
        persons.register()
        effects.tell()
