"""What is hard in an area: the challenge, what causes it as a tree, the factors involved, and what it rests on."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.models import Versioned
from samspel.municipality.models import Area, Factor, Indicator, KnownKey, ObservationKind
from samspel.observations.models import Observation, WeeklyPicture
from samspel.questions.models import Question
from samspel.situation.rules import ChallengeState


class Challenge(Versioned):
    """A challenge of an area; without an area, of the whole municipality. It is about places and circumstances."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=20, unique=True)
    area = KnownKey(Area, models.PROTECT, null=True, related_name="challenges", verbose_name=_("area"))
    title = models.CharField(_("what is hard"), max_length=160)
    text = models.TextField(_("description"), blank=True)
    state = models.CharField(
        _("status"), max_length=6, choices=[(one.value, one.value) for one in ChallengeState], default="open"
    )
    because = models.CharField(_("why it was closed or opened again"), max_length=300, blank=True)
    factors: "models.ManyToManyField[Factor, models.Model]" = models.ManyToManyField(
        Factor, related_name="challenges", verbose_name=_("factors")
    )
    invented = models.BooleanField(_("invented"), default=False)
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="challenges")
    created_label = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ("opened_at", "reference")
        constraints = (
            models.CheckConstraint(
                name="challenge_closed_when_it_is",
                condition=Q(state=ChallengeState.CLOSED.value, closed_at__isnull=False)
                | Q(state=ChallengeState.OPEN.value, closed_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def stands(self) -> ChallengeState:
        """The status as a rule's value."""
        return ChallengeState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it is still worked with."""
        return self.stands is ChallengeState.OPEN


class Cause(models.Model):
    """What lies behind a challenge, or behind another cause: a tree. Every change raises the challenge's version."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="causes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="causes")
    text = models.CharField(_("cause"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="cause_is_not_its_own_cause"
            ),
        )

    def __str__(self) -> str:
        return self.text[:200]


class BasisKind(models.TextChoices):
    """What a challenge can rest on."""

    OBSERVATION = "observation", _("an observation")
    SELECTION = "selection", _("observations of a kind, in an area, in a time")
    WEEK = "week", _("a weekly picture")
    INDICATOR = "indicator", _("an indicator")
    QUESTION = "question", _("a question")


class Basis(models.Model):
    """One thing that a challenge rests on. A selection is kept as what was asked for: it is counted when it is read."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="bases")
    kind = models.CharField(max_length=11, choices=BasisKind)
    observation = models.ForeignKey(Observation, models.CASCADE, null=True, related_name="challenges")
    weekly = models.ForeignKey(WeeklyPicture, models.CASCADE, null=True, related_name="challenges")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="challenges")
    indicator = KnownKey(Indicator, models.PROTECT, null=True, related_name="challenges")
    observation_kind = KnownKey(ObservationKind, models.PROTECT, null=True, related_name="+")
    area = KnownKey(Area, models.PROTECT, null=True, related_name="+")
    starts = models.DateField(_("from"), null=True)
    ends = models.DateField(_("to and including"), null=True)
    note = models.CharField(_("what it shows"), max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_label = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("basis")
        verbose_name_plural = _("bases")
        ordering = ("added_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="basis_selection_has_its_time",
                condition=~Q(kind=BasisKind.SELECTION.value)
                | Q(starts__isnull=False, ends__isnull=False, ends__gte=F("starts")),
            ),
            models.UniqueConstraint(
                fields=["challenge", "observation"],
                condition=Q(observation__isnull=False),
                name="basis_observation_once",
            ),
            models.UniqueConstraint(
                fields=["challenge", "question"], condition=Q(question__isnull=False), name="basis_question_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.challenge} {self.kind}"
