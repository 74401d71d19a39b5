"""How identity was shown, and what the officer's own looks are called."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspel.core import looks
from samspel.core.models import Disposal


class Identity(TextChoices):
    """The ways in which somebody shows that they are who they say, before they are told what is kept about them."""

    DOCUMENT = "document", _("Showed an identity document on the spot")
    E_IDENTIFICATION = "e-identification", _("Signed in with an e-identification in the municipality's e-service")
    REGISTERED_ADDRESS = "registered-address", _("The extract is sent to the address in the population register")
    REPRESENTATIVE = "representative", _("A representative showed a power of attorney and an identity document")


def register() -> None:
    """At start-up."""
    looks.register("log.exported", _("took the list of looks along"))
    looks.register("disposal.exported", _("took the protocol of disposals along"))


def note(because: str) -> str:
    """What stands beside a look in the log, in words: "csv, 12 rows", or how identity was shown and for how much."""
    first, _comma, rest = because.partition(", ")
    kind = str(Identity(first).label) if first in Identity.values else first
    number, _space, what = rest.partition(" ")
    if what == "rows":
        return gettext("%(kind)s, %(number)s rows") % {"kind": kind, "number": number}
    if what == "things":
        return gettext("%(kind)s, %(number)s found") % {"kind": kind, "number": number}
    return kind


def why(row: Disposal) -> str:
    """By what it was disposed of, in words: so many days, or the municipality's own number of months."""
    number, _space, what = row.because.partition(" ")
    if what == "days":
        return gettext("After %(number)s days") % {"number": number}
    if row.because == "contact_disposal_months":
        return gettext("After the municipality's number of months")
    return row.because
