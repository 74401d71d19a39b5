"""Plans: views of the measures, each with its own order and text; and what was adopted of them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspel.core.adopted import Adopted, Section
from samspel.core.models import Versioned
from samspel.municipality.models import Area, Department, KnownKey
from samspel.plans.models.measure import Measure


class PlanKind(models.TextChoices):
    """What sort of plan it is."""

    ACTION = "action", _("action plan")
    AREA = "area", _("area plan")
    SAFETY = "safety", _("plan for safety, security and crime prevention")
    OPERATIONAL = "operational", _("operational plan")


class Plan(Versioned):
    """A view of measures: which of them, in which order, with what text of its own.

    An area plan is of an area; an operational plan is a department's, the provider's, that carries out the commission.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=11, choices=PlanKind)
    area = KnownKey(Area, models.PROTECT, null=True, related_name="+", verbose_name=_("area"))
    department = KnownKey(Department, models.PROTECT, null=True, related_name="+", verbose_name=_("department"))
    title = models.CharField(_("name"), max_length=200)
    text = models.TextField(_("introduction"), blank=True)
    from_year = models.PositiveSmallIntegerField(_("from the year"))
    to_year = models.PositiveSmallIntegerField(_("to and including the year"))
    measures = models.ManyToManyField(Measure, through="PlanRow", related_name="plans")
    invented = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("kind", "-from_year", "title")
        constraints = (
            models.CheckConstraint(name="plan_ends_after_it_starts", condition=Q(to_year__gte=F("from_year"))),
            models.CheckConstraint(
                name="area_plan_has_an_area",
                condition=Q(kind=PlanKind.AREA.value, area__isnull=False)
                | (~Q(kind=PlanKind.AREA.value) & Q(area=None)),
            ),
            models.CheckConstraint(
                name="operational_plan_has_a_department",
                condition=Q(kind=PlanKind.OPERATIONAL.value, department__isnull=False)
                | (~Q(kind=PlanKind.OPERATIONAL.value) & Q(department=None)),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> str:
        """2026, or 2026–2028."""
        return str(self.from_year) if self.from_year == self.to_year else f"{self.from_year}–{self.to_year}"


class PlanRow(models.Model):
    """A measure's place in a plan, and what the plan says of it beyond what it says itself."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rows")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    text = models.TextField(_("what this plan adds"), blank=True)

    class Meta:
        ordering = ("plan", "position", "pk")
        constraints = (models.UniqueConstraint(fields=["plan", "measure"], name="a_measure_once_in_a_plan"),)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.position}"


class AdoptedPlan(Adopted):
    """A plan as it was decided, with every measure as it read that day."""

    series: ClassVar[tuple[str, ...]] = ("plan_id",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="adopted")

    class Meta(Adopted.Meta):
        verbose_name = _("adopted plan")
        verbose_name_plural = _("adopted plans")
        constraints = (models.UniqueConstraint(fields=["plan", "number"], name="adopted_plan_once_for_each_number"),)

    def sections(self) -> list[Section]:
        """The plan's own text, then each measure in the plan's order, its facts as paragraphs of their own."""
        return [
            Section(
                one["code"],
                one["heading"],
                (*one["paragraphs"], *(f"{term}: {value}" for term, value in one.get("facts", ()))),
            )
            for one in self.content["sections"]
        ]


class AdoptedMeasure(models.Model):
    """A measure was decided with a plan: the thread from what is done to the decision."""

    insert_only: ClassVar[bool] = True

    adopted = models.ForeignKey(AdoptedPlan, models.PROTECT, related_name="measures")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="decisions")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["adopted", "measure"], name="a_measure_adopted_once"),)

    def __str__(self) -> str:
        return f"{self.adopted_id} {self.measure_id}"
