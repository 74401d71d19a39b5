from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    name = "samspel.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse a setting that names functions which are none: who would have been asked for more then is not."""
        from samspel.accounts import effects
        from samspel.accounts.strength import unknown

        if unknown():
            raise ImproperlyConfigured(f"SAMSPEL_SECOND_FACTOR names no functions: {', '.join(unknown())}")
        effects.tell()
