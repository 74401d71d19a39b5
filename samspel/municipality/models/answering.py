"""How a question finds its way: matters, the standing orders as ordered routes, and who else can help."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models.base import Kept, Named
from samspel.municipality.models.organisation import Department
from samspel.municipality.models.places import Area


class AskerRole(models.TextChoices):
    """In what role somebody asks."""

    RESIDENT = "resident", _("resident")
    STAFF = "staff", _("staff")
    PARTNER = "partner", _("partner")
    DEPARTMENT = "department", _("department")


class Matter(Named):
    """What a question is about. The words hint at it in free text; other languages stand in `translations`."""

    hint = models.CharField(_("hint"), max_length=300, blank=True)
    words = ArrayField(models.CharField(max_length=60), verbose_name=_("words"), default=list, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("working days to answer"))
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("matter")
        verbose_name_plural = _("matters")

    def name_in(self, language: str) -> str:
        """The matter's name in a language, or in Swedish where the municipality has written none."""
        return str(self.translations.get(language, {}).get("name", self.name))

    def hint_in(self, language: str) -> str:
        """The matter's hint in a language, or in Swedish."""
        return str(self.translations.get(language, {}).get("hint") or self.hint)


class Route(Kept):
    """One row of the standing orders; an empty condition means any. The first row that fits decides."""

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="routes", null=True, blank=True, verbose_name=_("matter")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="routes", null=True, blank=True, verbose_name=_("area"))
    asker_role = models.CharField(_("who asks"), max_length=10, choices=AskerRole, blank=True)
    departments: "models.ManyToManyField[Department, RouteDepartment]" = models.ManyToManyField(
        Department, through="RouteDepartment", related_name="routes", verbose_name=_("departments")
    )
    because = models.CharField(_("because"), max_length=300)

    class Meta(Kept.Meta):
        verbose_name = _("route")
        verbose_name_plural = _("routes")

    def __str__(self) -> str:
        return self.because


class RouteDepartment(models.Model):
    """A department that a route leads to; the first in order leads."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="receivers", verbose_name=_("route"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("route's department")
        verbose_name_plural = _("route's departments")
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=("route", "department"), name="route_department_once")]

    def __str__(self) -> str:
        return str(self.department)


class Service(Named):
    """Somebody else who helps, to guide people on to."""

    text = models.CharField(_("what it helps with"), max_length=300)
    hours = models.CharField(_("when"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    url = models.URLField(_("web address"), blank=True)
    matters = ArrayField(models.CharField(max_length=120), verbose_name=_("matters"), default=list, blank=True)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def name_in(self, language: str) -> str:
        """The service's name in a language, or in Swedish."""
        return str(self.translations.get(language, {}).get("name", self.name))

    def text_in(self, language: str) -> str:
        """What it helps with, in a language, or in Swedish."""
        return str(self.translations.get(language, {}).get("text", self.text))

    def helps_with(self, matter: str | None) -> bool:
        """Whether it is for the matter with the code; one that names no matter is for them all."""
        return not self.matters or matter in self.matters


class EmergencyNumber(Kept):
    """A number that stands first on residents' pages."""

    number = models.CharField(_("number"), max_length=40)
    label = models.CharField(_("label"), max_length=80)
    text = models.CharField(_("when to call"), max_length=300)
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta(Kept.Meta):
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")

    def __str__(self) -> str:
        return self.number

    def text_in(self, language: str) -> str:
        """When to call, in a language, or in Swedish."""
        return str(self.translations.get(language, {}).get("text", self.text))

    def label_in(self, language: str) -> str:
        """Who answers, in a language, or in Swedish."""
        return str(self.translations.get(language, {}).get("label", self.label))
