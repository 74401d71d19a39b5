from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "samspel.escalation"
    label = "escalation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what escalation shows on the pages below it, and what it knows of changes and persons.

        And ask to be told when an alarm's letter is given up.
        """
        from samspel.core import outbox
        from samspel.escalation import effects, letters, panels, persons, services

        panels.register()
        persons.register()
        effects.tell()
        outbox.when_given_up(letters.KIND, services.pass_on_undelivered)
