"""What every change of challenges, pictures and goals stands on: words that are needed, and what is said too late."""

from django.utils.translation import gettext_lazy as _

from samspel.core.errors import Refused

MOVED_ON = _("It has moved on, so this can't be done now. Read what has happened and choose anew.")


def needs_text(text: str, field: str) -> str:
    """The text without blanks around it; raises Refused when nothing is left."""
    plain = text.strip()
    if not plain:
        raise Refused(_("Write something first, so that the one who reads knows why."), field=field)
    return plain
