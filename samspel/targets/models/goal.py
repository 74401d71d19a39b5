"""An outcome goal: what, for whom, by how much, from where, by when, measured by what; and the score of goals."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samspel.core.models import Versioned
from samspel.municipality.models import Area, Better, Department, Indicator, KnownKey
from samspel.situation.models import Challenge, Sex
from samspel.targets.rules import OPEN, Direction, GoalState, Wording, direction


def better_of(indicator: Indicator | None) -> Direction | None:
    """Which way an indicator goes when things get better; None where neither way is."""
    ways = {Better.HIGHER.value: Direction.UP, Better.LOWER.value: Direction.DOWN}
    return ways.get(indicator.better) if indicator else None


class OutcomeGoal(Versioned):
    """A goal of an area, or without an area of the municipality. What it does not say yet is told as lacking.

    The owner is a department and a role, never a person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=20, unique=True)
    area = KnownKey(Area, models.PROTECT, null=True, related_name="outcome_goals", verbose_name=_("area"))
    challenges: "models.ManyToManyField[Challenge, models.Model]" = models.ManyToManyField(
        Challenge, related_name="outcome_goals", verbose_name=_("challenges")
    )
    what = models.CharField(_("what"), max_length=200)
    for_whom = models.CharField(_("for whom"), max_length=160, blank=True)
    indicator = KnownKey(
        Indicator, models.PROTECT, null=True, related_name="outcome_goals", verbose_name=_("measured by")
    )
    sex = models.CharField(_("sex"), max_length=5, choices=Sex, default=Sex.ALL)
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=4, null=True)
    baseline_on = models.DateField(_("day of the baseline"), null=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=4, null=True)
    by_day = models.DateField(_("by when"), null=True)
    department = KnownKey(
        Department, models.PROTECT, null=True, related_name="outcome_goals", verbose_name=_("department that owns it")
    )
    owner_role = models.CharField(_("role that owns it"), max_length=160, blank=True)
    state = models.CharField(
        _("status"), max_length=8, choices=[(one.value, one.value) for one in GoalState], default="draft"
    )
    because = models.CharField(_("why"), max_length=300, blank=True)
    written_at = models.DateTimeField(_("written"))
    written_label = models.CharField(max_length=200)
    ended_at = models.DateTimeField(_("ended"), null=True)
    invented = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("outcome goal")
        verbose_name_plural = _("outcome goals")
        ordering = ("written_at", "reference")
        constraints = (
            models.CheckConstraint(
                name="outcome_goal_ended_when_it_is",
                condition=Q(state__in=sorted(one.value for one in OPEN), ended_at__isnull=True)
                | (~Q(state__in=sorted(one.value for one in OPEN)) & Q(ended_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def stands(self) -> GoalState:
        """The status as a rule's value."""
        return GoalState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether somebody still works towards it."""
        return self.stands in OPEN

    @property
    def owner(self) -> str:
        """The department and the role that own it, in words; "" for none."""
        return ", ".join(part for part in (self.department.name if self.department else "", self.owner_role) if part)

    @property
    def measured_by(self) -> str:
        """What its indicator is called in the reader's language; "" for none."""
        return self.indicator.name_in(get_language() or "sv") if self.indicator else ""

    @property
    def direction(self) -> Direction | None:
        """Which way its indicator should go."""
        return direction(self.baseline, self.target)

    @property
    def wording(self) -> Wording:
        """What it says, for the rules. Its challenges are counted as they were brought along, or in a query."""
        return Wording(
            what=self.what,
            for_whom=self.for_whom,
            indicator=self.measured_by,
            unit=self.indicator.unit_in(get_language() or "sv") if self.indicator else "",
            better=better_of(self.indicator),
            baseline=self.baseline,
            baseline_on=self.baseline_on,
            target=self.target,
            by_day=self.by_day,
            owner=self.owner,
            challenges=len(self.challenges.all()),
        )


class ScoreRow(models.Model):
    """How many goals an area (none: all together) had in a month, and how many of them could be followed up."""

    area = KnownKey(Area, models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    goals = models.PositiveIntegerField()
    followed = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ("month",)
        constraints = (
            models.UniqueConstraint(fields=["area", "month"], nulls_distinct=False, name="goal_score_once_a_month"),
            models.CheckConstraint(condition=Q(followed__lte=models.F("goals")), name="goal_score_part_of_all"),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.followed}/{self.goals}"
