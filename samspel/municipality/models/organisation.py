"""Who answers for what: committees, departments and units, provider and partners, functions and goals."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.functions import Function
from samspel.municipality.models.base import Kept, Named


class Committee(Named):
    """A political committee, and what it answers for under the standing orders."""

    short_name = models.CharField(_("short name"), max_length=60)
    answers_for = ArrayField(models.CharField(max_length=300), verbose_name=_("answers for"), default=list, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("committee")
        verbose_name_plural = _("committees")


class OrganisationKind(models.TextChoices):
    """What sort of party an organisation is."""

    PROVIDER = "provider", _("provider")
    POLICE = "police", _("police")
    HOUSING = "housing", _("housing company")
    COMPANY = "company", _("company")
    ASSOCIATION = "association", _("association")
    AGENCY = "agency", _("agency")


class Organisation(Named):
    """A party that is no department: the provider, the police, a housing company."""

    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind)

    class Meta(Named.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class DepartmentKind(models.TextChoices):
    """A department of the administration, the provider's own, or the contact centre."""

    DEPARTMENT = "department", _("department")
    PROVIDER = "provider", _("provider")
    CONTACT_CENTRE = "contact_centre", _("contact centre")


class Department(Named):
    """Whoever can be asked and must answer."""

    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=14, choices=DepartmentKind, default=DepartmentKind.DEPARTMENT)
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        related_name="departments",
        null=True,
        blank=True,
        verbose_name=_("committee"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="departments",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    director = models.CharField(_("led by"), max_length=200, blank=True)
    answers_for = ArrayField(models.CharField(max_length=300), verbose_name=_("answers for"), default=list, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta(Named.Meta):
        verbose_name = _("department")
        verbose_name_plural = _("departments")


class Unit(Named):
    """A part of a department that the bodies lean on."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="units", verbose_name=_("department"))

    class Meta(Named.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")


class CountedAs(models.TextChoices):
    """What a number of a function counts."""

    PERSONS = "persons", _("persons")
    FULL_TIME = "full_time", _("full-time equivalents")
    SCHOOL_YEAR = "school_year", _("persons each school year")


class FunctionPost(Named):
    """What the municipality calls a function, and how many there shall be; no number where no source says."""

    function = models.CharField(_("function"), max_length=24, choices=Function.choices, unique=True)
    how_many = models.DecimalField(_("how many"), max_digits=6, decimal_places=2, null=True, blank=True)
    counted_as = models.CharField(_("counted as"), max_length=12, choices=CountedAs, default=CountedAs.PERSONS)
    task = models.TextField(_("task"), blank=True)

    class Meta(Named.Meta):
        verbose_name = _("function")
        verbose_name_plural = _("functions")


class Term(Named):
    """A term of office, or the part of one in which a list of goals holds."""

    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to and including"), null=True, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")


class Goal(Kept):
    """A municipal goal, as the council set it for a term of office."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="goals", verbose_name=_("term of office"))
    text = models.CharField(_("goal"), max_length=300)

    class Meta(Kept.Meta):
        verbose_name = _("municipal goal")
        verbose_name_plural = _("municipal goals")

    def __str__(self) -> str:
        return self.text
