"""The target picture of an area: what it should be like there, from draft to adopted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.core.adopted import Section
from samspel.municipality.models import Area, KnownKey
from samspel.situation.models import Challenge
from samspel.situation.models.drafting import Comment, Draft, Version, one_at_work, version_once
from samspel.targets import frozen
from samspel.targets.models.goal import OutcomeGoal


class TargetPicture(Draft):
    """A draft of an area's target picture (without an area: the municipality's), until it is adopted.

    `vision` is what it should be like, in a sentence or two; `text` says more.
    """

    area = KnownKey(Area, models.PROTECT, null=True, related_name="target_pictures", verbose_name=_("area"))
    vision = models.CharField(_("what it should be like"), max_length=300, blank=True)
    text = models.TextField(_("more about it"), blank=True)
    challenges: "models.ManyToManyField[Challenge, models.Model]" = models.ManyToManyField(
        Challenge, related_name="target_pictures", verbose_name=_("challenges")
    )
    invented = models.BooleanField(default=False)

    class Meta(Draft.Meta):
        verbose_name = _("target picture")
        verbose_name_plural = _("target pictures")
        constraints = (one_at_work("target_picture_one_at_work"),)


class TargetComment(Comment):
    """What somebody said of a draft, and what they were answered."""

    picture = models.ForeignKey(TargetPicture, models.CASCADE, related_name="comments")


class AdoptedTarget(Version):
    """A target picture as it was adopted: what it should be like, the challenges that it answers, its outcome goals."""

    area = KnownKey(Area, models.PROTECT, null=True, related_name="adopted_targets", verbose_name=_("area"))
    draft = models.OneToOneField(TargetPicture, models.PROTECT, null=True, related_name="adopted")

    class Meta(Version.Meta):
        verbose_name = _("adopted target picture")
        verbose_name_plural = _("adopted target pictures")
        constraints = (version_once("adopted_target_version_once"),)

    def sections(self) -> list[Section]:
        """The vision, the text, the challenges and each goal as headings and paragraphs."""
        return frozen.sections(self.content)


class AdoptedGoal(models.Model):
    """That a goal was among those that were adopted in a version; what it said then stands in the version."""

    insert_only: ClassVar[bool] = True

    adopted = models.ForeignKey(AdoptedTarget, models.PROTECT, related_name="goals")
    goal = models.ForeignKey(OutcomeGoal, models.PROTECT, related_name="adoptions")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["adopted", "goal"], name="adopted_goal_once"),)

    def __str__(self) -> str:
        return f"{self.adopted_id} {self.goal_id}"
