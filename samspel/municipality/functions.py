"""The functions that a person can hold. What they may do follows from them; who holds them stands in `accounts`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Function(TextChoices):
    """One word for each role in the work, the same in files, database, pages and API."""

    AREA_COORDINATOR = "area_coordinator", _("Area coordinator")
    DISTRICT_COORDINATOR = "district_coordinator", _("District coordinator")
    OUTREACH_WORKER = "outreach_worker", _("Outreach worker")
    BRIDGE_BUILDER = "bridge_builder", _("Bridge builder")
    SAFETY_HOST = "safety_host", _("Safety host")
    POLARE = "polare", _("Polare")
    CONTACT_CENTRE = "contact_centre", _("Contact centre")
    DEPARTMENT_CONTACT = "department_contact", _("Department contact")
    MANAGER = "manager", _("Manager")
    DEPARTMENT_MANAGEMENT = "department_management", _("Department management")
    BODY_MEMBER = "body_member", _("Member of a body")
    BODY_CONVENOR = "body_convenor", _("Convenor of a body")
    HEAD_OF_SECURITY = "head_of_security", _("Head of security")
    DUTY_OFFICER = "duty_officer", _("Duty officer")
    EVALUATOR = "evaluator", _("Evaluator")
    PARTNER = "partner", _("Partner")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")
    ADMINISTRATOR = "administrator", _("Administrator")
