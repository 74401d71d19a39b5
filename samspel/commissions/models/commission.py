"""A commission: who gave it to whom, in which versions, and what it is paid."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspel.core.models import Versioned
from samspel.municipality.models import Committee, KnownKey, Organisation
from samspel.municipality.models.base import Sourced


class Commission(Sourced, Versioned):
    """Work that a committee has given to a provider, for a yearly compensation in the prices of one year.

    Amounts are whole öre without VAT. `ends_on` is the last day that it is paid for; none until further notice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    committee = KnownKey(Committee, models.PROTECT, related_name="commissions", verbose_name=_("given by"))
    mandated_by = KnownKey(Committee, models.PROTECT, null=True, related_name="+", verbose_name=_("on the mandate of"))
    provider = KnownKey(Organisation, models.PROTECT, related_name="commissions", verbose_name=_("given to"))
    starts = models.DateField(_("from"))
    notice_months = models.PositiveSmallIntegerField(_("months of notice"))
    notice_on = models.DateField(_("notice given"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    yearly_ore = models.BigIntegerField(_("a year, in öre"))
    price_year = models.PositiveSmallIntegerField(_("in the prices of"))
    indexed_from = models.PositiveSmallIntegerField(_("indexed from the year"), null=True)
    includes = models.CharField(_("included in the compensation"), max_length=300, blank=True)
    includes_source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        ordering = ("starts", "code")
        constraints = (
            models.CheckConstraint(name="commission_paid", condition=Q(yearly_ore__gt=0)),
            models.CheckConstraint(
                name="commission_ends_by_notice", condition=Q(ends_on=None) | Q(notice_on__isnull=False)
            ),
            models.CheckConstraint(name="commission_forwards", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts"))),
        )

    def __str__(self) -> str:
        return self.name


class CommissionVersion(Sourced):
    """What the commission said from a day on: its purpose and its guiding principles. None is ever changed."""

    insert_only: ClassVar[bool] = True

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=200)
    holds_from = models.DateField(_("holds from"))
    decided_on = models.DateField(_("decided"), null=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    principles = ArrayField(models.CharField(max_length=500), verbose_name=_("guiding principles"), default=list)

    class Meta:
        verbose_name = _("version of a commission")
        verbose_name_plural = _("versions of commissions")
        ordering = ("commission_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["commission", "number"], name="commission_version_once_for_each_number"),
        )

    def __str__(self) -> str:
        return f"{self.commission} {self.number}"


class Increase(Sourced):
    """So much more (or less) a year from a day on, in the commission's own prices. A wrong one is withdrawn."""

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="increases")
    starts = models.DateField(_("from"))
    yearly_ore = models.BigIntegerField(_("more a year, in öre"))
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("increase")
        verbose_name_plural = _("increases")
        ordering = ("commission_id", "starts", "pk")
        constraints = (models.CheckConstraint(name="increase_changes", condition=~Q(yearly_ore=0)),)

    def __str__(self) -> str:
        return f"{self.commission} {self.starts}"


class YearIndex(Sourced, Versioned):
    """How much the municipality's own model raises prices from the year before to this one, in per cent."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    percent = models.DecimalField(_("per cent on the year before"), max_digits=6, decimal_places=3)

    class Meta:
        verbose_name = _("index of a year")
        verbose_name_plural = _("indexes of years")
        ordering = ("year",)
        constraints = (models.CheckConstraint(name="index_leaves_something", condition=Q(percent__gt=-100)),)

    def __str__(self) -> str:
        return str(self.year)
