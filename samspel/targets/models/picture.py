"""The target picture of an area: what it should be like there, from draft to adopted."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.adopted import Adopted, Section
from samspel.core.models import Versioned
from samspel.municipality.models import Area, KnownKey
from samspel.situation.models import Challenge
from samspel.situation.rules import AT_WORK, PictureState
from samspel.targets.models.goal import OutcomeGoal


class TargetPicture(Versioned):
    """A draft of an area's target picture (without an area: the municipality's). It moves as a situation picture does.

    `vision` is what it should be like, in a sentence or two; `text` says more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = KnownKey(Area, models.PROTECT, null=True, related_name="target_pictures", verbose_name=_("area"))
    state = models.CharField(_("status"), max_length=8, choices=[(one.value, one.value) for one in PictureState])
    vision = models.CharField(_("what it should be like"), max_length=300, blank=True)
    text = models.TextField(_("more about it"), blank=True)
    challenges: "models.ManyToManyField[Challenge, models.Model]" = models.ManyToManyField(
        Challenge, related_name="target_pictures", verbose_name=_("challenges")
    )
    comments_by = models.DateField(_("comments at the latest"), null=True)
    began_at = models.DateTimeField()
    began_label = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    invented = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("target picture")
        verbose_name_plural = _("target pictures")
        ordering = ("-began_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(state__in=sorted(one.value for one in AT_WORK)),
                nulls_distinct=False,
                name="target_picture_one_at_work",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area or ''} {self.began_at:%Y-%m-%d}".strip()

    @property
    def stands(self) -> PictureState:
        """The status as a rule's value."""
        return PictureState(self.state)

    @property
    def at_work(self) -> bool:
        """Whether somebody is still at work with it."""
        return self.stands in AT_WORK


class TargetComment(models.Model):
    """What somebody said of a draft, and what they were answered."""

    picture = models.ForeignKey(TargetPicture, models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"))
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=200)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_label = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.picture} {self.at:%Y-%m-%d}"


class AdoptedTarget(Adopted):
    """A target picture as it was adopted: what it should be like, the challenges that it answers, its outcome goals."""

    series: ClassVar[tuple[str, ...]] = ("area",)

    area = KnownKey(Area, models.PROTECT, null=True, related_name="adopted_targets", verbose_name=_("area"))
    draft = models.OneToOneField(TargetPicture, models.PROTECT, null=True, related_name="adopted")

    class Meta(Adopted.Meta):
        verbose_name = _("adopted target picture")
        verbose_name_plural = _("adopted target pictures")
        constraints = (
            models.UniqueConstraint(
                fields=["area", "number"], nulls_distinct=False, name="adopted_target_version_once"
            ),
        )

    def sections(self) -> list[Section]:
        """The vision, the text, the challenges and each goal as headings and paragraphs."""
        from samspel.targets.frozen import sections

        return sections(self.content)


class AdoptedGoal(models.Model):
    """That a goal was among those that were adopted in a version; what it said then stands in the version."""

    insert_only: ClassVar[bool] = True

    adopted = models.ForeignKey(AdoptedTarget, models.PROTECT, related_name="goals")
    goal = models.ForeignKey(OutcomeGoal, models.PROTECT, related_name="adoptions")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["adopted", "goal"], name="adopted_goal_once"),)

    def __str__(self) -> str:
        return f"{self.adopted_id} {self.goal_id}"
