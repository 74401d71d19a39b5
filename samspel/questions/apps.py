from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "samspel.questions"
    label = "questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what questions know of a change of the municipality."""
        from samspel.questions import effects

        effects.tell()
