from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    name = "samspel.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse a setting that names functions which are none: who would have been asked for more then is not.

        And say how a user is found again by what a job does for them.
        """
        from samspel.accounts import effects, who
        from samspel.accounts.strength import unknown
        from samspel.core import actors

        if unknown():
            raise ImproperlyConfigured(f"SAMSPEL_SECOND_FACTOR names no functions: {', '.join(unknown())}")
        effects.tell()
        actors.found_by("user", who.again)
