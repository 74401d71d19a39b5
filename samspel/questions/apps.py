from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "samspel.questions"
    label = "questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what questions know of a change of the municipality, and of persons."""
        from samspel.questions import effects, persons

        persons.register()
        effects.tell()
