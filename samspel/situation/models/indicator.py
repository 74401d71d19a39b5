"""What an indicator said, for a period and an area: with its uncertainty, its source, and what it said before."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models import Area, Indicator, KnownKey, Provider
from samspel.situation import rules


class Sex(models.TextChoices):
    """Of whom, where persons are counted."""

    ALL = "all", _("all")
    WOMEN = "women", _("women and girls")
    MEN = "men", _("men and boys")


class IndicatorValue(models.Model):
    """One value. A newer value for the same thing replaces it (`replaced_at`); what it said before is kept.

    Without an area it is the municipality's. `asked` is how many answered, `lower` and `upper` the interval that the
    source states.
    """

    indicator = KnownKey(Indicator, models.PROTECT, related_name="values", verbose_name=_("indicator"), db_index=False)
    area = KnownKey(Area, models.PROTECT, null=True, related_name="indicator_values", verbose_name=_("area"))
    period = models.CharField(_("period"), max_length=9)
    starts = models.DateField()
    ends = models.DateField()
    sex = models.CharField(_("sex"), max_length=5, choices=Sex, default=Sex.ALL)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)
    asked = models.PositiveIntegerField(_("number who answered"), null=True)
    lower = models.DecimalField(_("lowest"), max_digits=16, decimal_places=4, null=True)
    upper = models.DecimalField(_("highest"), max_digits=16, decimal_places=4, null=True)
    origin = models.CharField(_("source"), max_length=300)
    taken_from = models.CharField(max_length=60)
    """`hand`, or the code of the import or service that it came by."""
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True)
    taken_back = models.CharField(_("why it was taken back"), max_length=300, blank=True)
    """Empty for one that stands, or that a newer value replaced."""

    class Meta:
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        ordering = ("starts", "period", "pk")
        indexes = (models.Index(fields=["indicator", "area", "starts"], name="indicator_value_of_area"),)
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "area", "period", "sex"],
                condition=Q(replaced_at__isnull=True),
                nulls_distinct=False,
                name="indicator_value_one_stands",
            ),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="indicator_value_from_before_to"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"[:200]

    @property
    def hidden(self) -> bool:
        """Whether it rests on so few answers that it is not shown."""
        return rules.too_few(self.asked)


class Fetch(models.Model):
    """One time that values were fetched: how many were new, revised, the same, left out, or the fault."""

    indicator = KnownKey(Indicator, models.PROTECT, related_name="fetches")
    provider = models.CharField(max_length=6, choices=Provider)
    at = models.DateTimeField(db_index=True)
    actor_label = models.CharField(max_length=200)
    added = models.PositiveIntegerField(default=0)
    revised = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.indicator} {self.at:%Y-%m-%d %H:%M}"[:200]
