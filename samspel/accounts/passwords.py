"""What no password may be made of: the words that everybody here would guess first."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samspel.accounts.models import User
from samspel.municipality.models import Municipality

OURS = frozenset({"samspel", "kommun", "lösenord", "losenord", "password", "välkommen", "valkommen", "qwerty"})
LEFT = 8
"""So many letters or digits must be left when those words are taken away."""


class WordsOfOurs:
    """Refuses a password of words of ours with little beside them, such as the municipality's name and the year."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        names = {part for name in Municipality.objects.values_list("name", flat=True) for part in _words(name)}
        left = password.casefold()
        for word in sorted(OURS | names, key=len, reverse=True):
            left = left.replace(word, "")
        if len(re.sub(r"[\W_]", "", left)) < LEFT <= len(password) and left != password.casefold():
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        """What is said at the field."""
        return _("Others would guess this: it is little more than words such as the municipality's name.")


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.casefold()) if len(word) > 3}
