from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "samspel.questions"
    label = "questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what questions know of a change of the municipality, and of persons; they are on the thread."""
        from samspel.questions import effects, persons, threads

        persons.register()
        effects.tell()
        threads.register()
