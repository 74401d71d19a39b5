"""An intervention: what is done, where, for whom, by whom and on what."""

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from samspel.core.models import Versioned
from samspel.interventions.rules import Level, State, Target
from samspel.municipality.models import Area, Committee, Department, Factor, KnownKey, Organisation, Place
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal


class Intervention(Versioned):
    """Something that a department does or is going to do. It names groups and places, never a person.

    Without areas it is for the whole municipality. `committee` answers for it and decides what is done without a needs
    assessment (`decision` is that decision's number).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=20, unique=True)
    title = models.CharField(_("name"), max_length=160)
    text = models.TextField(_("what is done"), blank=True)
    department = KnownKey(Department, models.PROTECT, related_name="interventions", verbose_name=_("department"))
    committee = KnownKey(Committee, models.PROTECT, related_name="interventions", verbose_name=_("committee"))
    areas: "models.ManyToManyField[Area, InterventionArea]" = models.ManyToManyField(
        Area, through="InterventionArea", related_name="interventions", verbose_name=_("areas")
    )
    place = KnownKey(Place, models.PROTECT, null=True, related_name="interventions", verbose_name=_("place"))
    place_text = models.CharField(_("where, in words"), max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=[(one.value, str(one.value)) for one in Level])
    target = models.CharField(_("target group"), max_length=20, choices=[(one.value, one.value) for one in Target])
    target_text = models.CharField(_("the group, in words"), max_length=200, blank=True)
    starts = models.DateField(_("from"), null=True)
    ends = models.DateField(_("to and including"), null=True)
    state = models.CharField(_("status"), max_length=8, choices=[(one.value, one.value) for one in State])
    partners = models.ManyToManyField(
        Organisation, related_name="interventions", verbose_name=_("with whom"), blank=True
    )
    partner_text = models.CharField(_("others"), max_length=300, blank=True)
    method = models.CharField(_("method"), max_length=300, blank=True)
    on_trial = models.BooleanField(_("new and on trial"), default=False)
    factors = models.ManyToManyField(Factor, related_name="interventions", verbose_name=_("factors"), blank=True)
    no_assessment = models.BooleanField(_("without needs assessment"), default=False)
    decision = models.CharField(_("the committee's decision"), max_length=60, blank=True)
    external_id = models.CharField(_("number in the department's own list"), max_length=60, blank=True)
    measures = models.ManyToManyField(
        Measure, related_name="interventions", verbose_name=_("measures that it serves"), blank=True
    )
    goals = models.ManyToManyField(
        OutcomeGoal, related_name="interventions", verbose_name=_("goals that it serves"), blank=True
    )
    invented = models.BooleanField(default=False)
    """Made up for the demo; every page says so."""
    confirmed_on = models.DateField(_("said to be true"))
    confirmed_label = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ("title", "pk")
        indexes = (
            models.Index(fields=["department", "state"], name="intervention_department"),
            models.Index(fields=["title", "id"], name="intervention_title"),
            models.Index(fields=["confirmed_on"], name="intervention_confirmed"),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="intervention_title_parts"),
        )
        constraints = (
            models.CheckConstraint(
                name="intervention_ends_after_start", condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts"))
            ),
            models.CheckConstraint(name="intervention_level", condition=Q(level__in=[one.value for one in Level])),
            models.CheckConstraint(
                name="intervention_decided_when_not_assessed", condition=Q(no_assessment=True) | Q(decision="")
            ),
            models.UniqueConstraint(
                fields=["department", "external_id"], condition=~Q(external_id=""), name="intervention_external_once"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def stands(self) -> State:
        """The state as a rule's value."""
        return State(self.state)

    @property
    def at_level(self) -> Level:
        """The level as a rule's value."""
        return Level(self.level)


class InterventionArea(models.Model):
    """An area that an intervention works in, and its place among them: `position` of `of`.

    The two make an equal share of a cost that is exact to the öre (`rules.shares`).
    """

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="where")
    area = KnownKey(Area, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["intervention", "area"], name="intervention_area_once"),
            models.UniqueConstraint(fields=["intervention", "position"], name="intervention_area_position"),
            models.CheckConstraint(name="intervention_area_among", condition=Q(position__lt=F("of"))),
        )

    def __str__(self) -> str:
        return f"{self.intervention} {self.area}"


class HeadCount(models.Model):
    """How many took part in a year, by sex where that is known. Counts only: nothing of persons stands here."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="heads")
    year = models.PositiveSmallIntegerField(_("year"))
    women = models.PositiveIntegerField(_("girls and women"), default=0)
    men = models.PositiveIntegerField(_("boys and men"), default=0)
    unknown = models.PositiveIntegerField(_("not known"), default=0)

    class Meta:
        verbose_name = _("count of participants")
        verbose_name_plural = _("counts of participants")
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=["intervention", "year"], name="heads_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.intervention} {self.year}"
