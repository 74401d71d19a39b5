from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "samspel.protection"
    label = "protection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which of its own verbs are looks."""
        from samspel.protection import words

        words.register()
