"""How identity was shown, and what the officer's own looks are called."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from samspel.core import looks


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
