from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "samspel.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand over what accounts know of a change of the municipality."""
        from samspel.accounts import effects

        effects.tell()
