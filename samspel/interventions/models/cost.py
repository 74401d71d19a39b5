"""What an intervention costs: by year, in whole öre."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.commissions.models import Funding
from samspel.interventions.models.intervention import Intervention
from samspel.interventions.rules import Certainty


class Cost(models.Model):
    """What a year of an intervention is meant to cost, how sure that is, and what it did cost (None: not known yet)."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="costs")
    year = models.PositiveSmallIntegerField(_("year"))
    what = models.CharField(_("for what"), max_length=160, blank=True)
    budget_ore = models.BigIntegerField(_("approximate cost, in öre"))
    outcome_ore = models.BigIntegerField(_("outcome, in öre"), null=True)
    certainty = models.CharField(
        _("how sure"), max_length=8, choices=[(one.value, one.value) for one in Certainty], default=Certainty.ESTIMATE
    )
    funding = models.ForeignKey(Funding, models.PROTECT, null=True, related_name="costs", verbose_name=_("paid by"))

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ("-year", "pk")
        indexes = (models.Index(fields=["year", "intervention"], name="cost_year"),)
        constraints = (
            models.CheckConstraint(name="cost_is_no_income", condition=models.Q(budget_ore__gte=0)),
            models.CheckConstraint(
                name="cost_outcome_is_no_income", condition=models.Q(outcome_ore=None) | models.Q(outcome_ore__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.intervention} {self.year}"
