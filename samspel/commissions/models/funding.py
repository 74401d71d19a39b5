"""Funding: money for the work, from whom, for which year and what."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.commissions.models.commission import Commission
from samspel.core.models import Versioned
from samspel.municipality.models import Committee, KnownKey
from samspel.municipality.models.base import Sourced


class FundingKind(models.TextChoices):
    """What sort of money it is."""

    FRAME = "frame", _("the committee's own frame")
    CENTRAL = "central", _("central funds")
    GRANT = "grant", _("grant")


class Funding(Sourced, Versioned):
    """An amount (whole öre) from a giver for a year and a purpose. A grant may end: `ends_on` is its last day.

    `committee` is the giver when a committee of our own gives it, and else the one that has it. Without a purpose the
    thread is broken there, and says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    giver = models.CharField(_("from"), max_length=200)
    committee = KnownKey(Committee, models.PROTECT, null=True, related_name="funding", verbose_name=_("committee"))
    kind = models.CharField(_("kind of money"), max_length=7, choices=FundingKind)
    year = models.PositiveSmallIntegerField(_("year"))
    purpose = models.CharField(_("for what"), max_length=300, blank=True)
    amount_ore = models.BigIntegerField(_("amount, in öre"))
    ends_on = models.DateField(_("ends"), null=True)
    commission = models.ForeignKey(
        Commission, models.PROTECT, null=True, related_name="funding", verbose_name=_("pays for the commission")
    )
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("funding")
        ordering = ("year", "giver", "pk")
        indexes = (models.Index(fields=["year"], name="funding_year"),)
        constraints = (models.CheckConstraint(name="funding_is_something", condition=Q(amount_ore__gt=0)),)

    def __str__(self) -> str:
        return f"{self.giver} {self.year}"
