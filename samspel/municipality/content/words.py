"""What rows and their keys are called by the one who edits them, and what is to be written in each."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise


@dataclass(frozen=True)
class KindWords:
    """One, many, and what they are for; `new` is what the button says that adds one."""

    one: Text
    many: Text
    lead: Text
    new: Text = ""


GROUPS: Final[dict[str, Text]] = {
    "municipality": _("The municipality"),
    "areas": _("Areas and teams"),
    "organisation": _("Who answers"),
    "bodies": _("Bodies"),
    "functions": _("Functions"),
    "goals": _("Goals"),
    "hours": _("Office hours"),
    "matters": _("Matters"),
    "routes": _("The standing orders"),
    "escalation": _("Whom to call"),
    "services": _("Other help"),
    "sources": _("Sources"),
    "picture": _("The shared picture"),
    "plan": _("The action plan"),
}
"""The files, by what they hold, in their order."""

KINDS: Final[dict[str, KindWords]] = {
    "municipality": KindWords(
        _("the municipality"),
        _("The municipality"),
        _("Its name, and the department that residents can always turn to."),
    ),
    "languages": KindWords(
        _("language"), _("Languages"), _("Of residents' pages. The first is the main one."), _("Add a language")
    ),
    "emergency_numbers": KindWords(
        _("emergency number"), _("Emergency numbers"), _("They stand first on residents' pages."), _("Add a number")
    ),
    "settings": KindWords(
        _("number that the work runs by"), _("Deadlines and other numbers"), _("The numbers that the work runs by.")
    ),
    "teams": KindWords(
        _("area team"),
        _("Area teams"),
        _("Each has a number and a shape, and at least one main area."),
        _("Add a team"),
    ),
    "areas": KindWords(
        _("area"),
        _("Areas"),
        _("Every place belongs to an area, and every area to one team at a time."),
        _("Add an area"),
    ),
    "places": KindWords(_("place"), _("Places"), _("Places that people know by name."), _("Add a place")),
    "departments": KindWords(
        _("department"),
        _("Departments"),
        _("Whoever can be asked and must answer. Each needs its managers and its management under Whom to call."),
        _("Add a department"),
    ),
    "committees": KindWords(
        _("committee"), _("Committees"), _("The political committees, and what each answers for."), _("Add a committee")
    ),
    "organisations": KindWords(
        _("organisation"), _("Organisations"), _("The provider and the partners."), _("Add an organisation")
    ),
    "bodies": KindWords(
        _("body"),
        _("Bodies"),
        _("The bodies that lead, from the top: who sits, and what each shall do."),
        _("Add a body"),
    ),
    "functions": KindWords(
        _("function"),
        _("Functions"),
        _("What the roles are called here, and how many there shall be."),
        _("Add a function"),
    ),
    "goals": KindWords(
        _("term of office"),
        _("Terms of office"),
        _("The municipal goals, by term of office. Keep old ones: old plans point at their goals."),
        _("Add a term of office"),
    ),
    "week": KindWords(_("the week"), _("The week"), _("When the office is open. Public holidays are always closed.")),
    "closed_eves": KindWords(
        _("closed eve"),
        _("Closed eves"),
        _("Days that are no public holidays, but closed all the same."),
        _("Add an eve"),
    ),
    "special_days": KindWords(
        _("special day"), _("Special days"), _("Single days that differ from the week."), _("Add a day")
    ),
    "matters": KindWords(
        _("matter"),
        _("Matters"),
        _("What a question can be about, in the order in which they are offered."),
        _("Add a matter"),
    ),
    "routes": KindWords(
        _("route"),
        _("Routes"),
        _("Who gets a question, tried from the top: the first row that fits decides. The last fits everything."),
        _("Add a route"),
    ),
    "receivers": KindWords(
        _("escalation receiver"),
        _("Receivers"),
        _("Who receives what needs more than the team's mandate, and who is next in line."),
        _("Add a receiver"),
    ),
    "services": KindWords(
        _("service"), _("Services"), _("Others who help, to guide people on to."), _("Add a service")
    ),
    "sources": KindWords(
        _("source"), _("Sources"), _("The documents that rows refer to, such as [2]."), _("Add a source")
    ),
    "observation_kinds": KindWords(
        _("kind of observation"),
        _("Kinds of observations"),
        _("What can be seen and reported, at most twelve: events and states at places, never persons."),
        _("Add a kind"),
    ),
    "factors": KindWords(
        _("factor"),
        _("Risk and protective factors"),
        _("Known from research. They mark areas, challenges and interventions, never a person."),
        _("Add a factor"),
    ),
    "indicators": KindWords(
        _("indicator"),
        _("Indicators"),
        _("What is measured over time: by whom, in what unit, how often."),
        _("Add an indicator"),
    ),
    "development_areas": KindWords(
        _("development area"),
        _("Development areas"),
        _("The fields that the action plan is divided into."),
        _("Add a development area"),
    ),
    "perspectives": KindWords(
        _("perspective"),
        _("Perspectives"),
        _("What shall pervade every measure of the action plan."),
        _("Add a perspective"),
    ),
}

PARTS: Final[dict[str, KindWords]] = {
    "teams": KindWords(_("area's team"), _("Teams over time"), _("Which team has had the area, and when.")),
    "units": KindWords(_("unit"), _("Units"), _("Parts of the department that the bodies lean on."), _("Add a unit")),
    "seats": KindWords(_("seat"), _("Seats"), _("Who sits in the body: roles, never persons."), _("Add a seat")),
    "resourced_by": KindWords(
        _("support of a body"), _("Support"), _("What the body leans on between its meetings."), _("Add support")
    ),
    "duties": KindWords(
        _("duty"),
        _("Duties"),
        _("What the body shall do, one row for each: each is followed up on its own."),
        _("Add a duty"),
    ),
    "line": KindWords(
        _("next in line"),
        _("Next in line"),
        _("Who gets it when nobody has answered in time. The last one is the end of the line."),
        _("Add somebody in line"),
    ),
    "goals": KindWords(_("municipal goal"), _("Goals"), _("As the council set them."), _("Add a goal")),
}
"""Rows inside a row, by the key that they stand under."""


@dataclass(frozen=True)
class FieldWords:
    """A label, and the line under it."""

    label: Text
    help: Text = ""


_TRANSLATED = _("Where nothing is written, the page shows it in Swedish.")

FIELDS: Final[dict[str, FieldWords]] = {
    "code": FieldWords(
        _("Code"),
        _("Small letters a–z, digits and hyphens. Addresses use it, so it never changes; the name may."),
    ),
    "name": FieldWords(_("Name")),
    "short_name": FieldWords(_("Short name"), _("Where there is little room.")),
    "source": FieldWords(
        _("Source"), _("Where it comes from: a decision, or the mark of a listed source, such as [2].")
    ),
    "assumption": FieldWords(_("It is an assumption: no source says it, the municipality is to confirm it.")),
    "contact_centre": FieldWords(
        _("Contact centre"), _("The department that residents can turn to, whatever it concerns.")
    ),
    "right_to_left": FieldWords(_("It is written from right to left.")),
    "number": FieldWords(_("Number")),
    "label": FieldWords(_("Who answers")),
    "text": FieldWords(_("Text")),
    "value": FieldWords(_("Number")),
    "hue": FieldWords(_("Hue"), _("1 to 6. Colour is never the only mark, so give teams different shapes.")),
    "shape": FieldWords(_("Shape")),
    "level": FieldWords(_("Level")),
    "latitude": FieldWords(_("Latitude"), _("Decimal degrees, WGS 84, such as 58.41.")),
    "longitude": FieldWords(_("Longitude"), _("Decimal degrees, WGS 84, such as 15.62.")),
    "confidence": FieldWords(_("Confidence of the point")),
    "team": FieldWords(_("Area team"), _("Another team has the area from the day on which the change holds.")),
    "from": FieldWords(pgettext_lazy("validity", "From")),
    "to": FieldWords(_("To and including")),
    "area": FieldWords(_("Area")),
    "kind": FieldWords(_("Kind")),
    "committee": FieldWords(_("Committee")),
    "organisation": FieldWords(_("Organisation")),
    "director": FieldWords(_("Led by"), _("A title, never a person.")),
    "answers_for": FieldWords(_("Answers for"), _("One line for each.")),
    "phone": FieldWords(_("Phone"), _("Such as 0123-45 67 89.")),
    "email": FieldWords(_("E-mail")),
    "mandate": FieldWords(_("Mandate"), _("What the body may decide.")),
    "meets": FieldWords(_("It meets. A network, or resources that only work together, does not.")),
    "convenor": FieldWords(_("Convenor"), _("A role, never a person.")),
    "cadence.text": FieldWords(_("How often it meets"), _("In words, such as every other month.")),
    "cadence.least_per_year": FieldWords(_("Meetings a year, at least")),
    "cadence.most_per_year": FieldWords(_("Meetings a year, at most")),
    "reports_to": FieldWords(_("Reports to")),
    "role": FieldWords(_("Role")),
    "function": FieldWords(_("Function")),
    "department": FieldWords(_("Department")),
    "unit": FieldWords(_("Unit")),
    "how_many": FieldWords(_("How many"), _("Only where it is decided.")),
    "counted_as": FieldWords(_("Counted as")),
    "task": FieldWords(_("Task")),
    "reason": FieldWords(_("Reason")),
    "day": FieldWords(_("Day")),
    "hours": FieldWords(_("Open"), _("Such as 08:00-12:00. Leave it empty when it is closed all day.")),
    "hint": FieldWords(_("Hint"), _("Stands under the name where people choose.")),
    "words": FieldWords(
        _("Words"), _("Words that suggest it in running text, one on each line. The beginning of a word is enough.")
    ),
    "answer_days": FieldWords(_("Working days to answer")),
    "matter": FieldWords(_("Matter")),
    "matters": FieldWords(_("Helps with"), _("The matters that it is suggested for. None: for them all.")),
    "asker_role": FieldWords(_("Who asks")),
    "departments": FieldWords(
        _("Departments"), _("The first leads, and answers for the whole; the others get a part each.")
    ),
    "because": FieldWords(
        _("Because"), _("The asker and those who get it read this: write it so that it can be read after “because”.")
    ),
    "body": FieldWords(_("Body"), _("Only for the coordination group: the body that it is.")),
    "minutes": FieldWords(_("Minutes until it goes on")),
    "receiver": FieldWords(_("Receiver"), _("A receiver that is there already, or leave it empty and write a name.")),
    "end": FieldWords(_("It is the end of the line.")),
    "url": FieldWords(_("Web address"), _("Such as https://example.org.")),
    "domain": FieldWords(_("Domain"), _("Where in life it works.")),
    "origin": FieldWords(_("Who measures it")),
    "every": FieldWords(_("How often")),
    "better": FieldWords(_("Direction")),
    "by_sex": FieldWords(_("It counts persons, and is split by sex.")),
    "by_area": FieldWords(_("It is measured by area, not only for the whole municipality.")),
    "provider": FieldWords(_("Fetched from"), _("Leave it empty where the values are entered or imported.")),
    "external_id": FieldWords(_("Its number there")),
    # With a context of their own: the bare words are Django's, which write them small in the middle of a sentence.
    **{
        day: FieldWords(label, _("Such as 08:00-17:00, one span on each line. Empty: closed."))
        for day, label in (
            ("monday", pgettext_lazy("heading", "Monday")),
            ("tuesday", pgettext_lazy("heading", "Tuesday")),
            ("wednesday", pgettext_lazy("heading", "Wednesday")),
            ("thursday", pgettext_lazy("heading", "Thursday")),
            ("friday", pgettext_lazy("heading", "Friday")),
            ("saturday", pgettext_lazy("heading", "Saturday")),
            ("sunday", pgettext_lazy("heading", "Sunday")),
        )
    },
}
"""By key; a key that means something else in a kind stands below."""

SPECIAL: Final[dict[tuple[str, str], FieldWords]] = {
    ("languages", "code"): FieldWords(_("Code"), _("The web's own, such as sv or ar.")),
    ("languages", "name"): FieldWords(_("Name in the language itself")),
    ("emergency_numbers", "text"): FieldWords(_("When to call")),
    ("services", "text"): FieldWords(_("What it helps with")),
    ("services", "hours"): FieldWords(_("When"), _("In words, such as day and night.")),
    ("teams", "number"): FieldWords(_("Number"), _("Stands in the team's mark.")),
    ("goals", "text"): FieldWords(_("Goal")),
    ("duties", "text"): FieldWords(_("Duty")),
    ("routes", "matter"): FieldWords(_("Matter"), _("Leave it empty for any.")),
    ("routes", "area"): FieldWords(_("Area"), _("Leave it empty for any.")),
    ("routes", "asker_role"): FieldWords(_("Who asks"), _("Leave it empty for anybody.")),
    ("closed_eves", "name"): FieldWords(_("Eve"), _("By its Swedish name, as in the almanac.")),
    ("receivers", "department"): FieldWords(_("Department"), _("Only for managers and department management.")),
    ("sources", "code"): FieldWords(_("Mark"), _("What stands within the brackets where rows refer to it, such as 2.")),
    ("sources", "number"): FieldWords(_("Number or date in words")),
    ("indicators", "unit"): FieldWords(_("Unit"), _("Such as per cent, or per 1 000 inhabitants.")),
}

SETTINGS: Final[dict[str, Text]] = {
    "answer_days": _("Working days to answer, where the matter says nothing else"),
    "accept_days": _("Working days to accept a question"),
    "remind_before_days": _("Working days before the last day, that we remind"),
    "manager_after_days": _("Working days late, that we tell the manager"),
    "contact_disposal_months": _("Months after the end, that contact details are disposed of"),
    "acknowledge_minutes": _("Minutes until an unanswered alarm goes on"),
    "roster_warning_weeks": _("Weeks ahead, that gaps in the roster are shown"),
    "team_full_time": _("Full-time equivalents in the teams"),
    "plan_measures": _("Measures that the action plan has room for"),
    "picture_months": _("Months until a situation picture and a plan are to be looked over"),
    "confirm_months": _("Months until a department is asked whether its interventions still stand"),
    "small_number": _("The least number that is shown by place to those who may not see the rows"),
    "observation_text_months": _("Months until the words and the picture of an observation are disposed of"),
}
"""What each number counts."""


def of_field(kind: str, name: str) -> FieldWords:
    """The words of a key in a kind (or in the rows inside one, by their key)."""
    found = SPECIAL.get((kind, name)) or FIELDS.get(name)
    if found is None and name.startswith("translations."):
        _translations, language, inner = name.split(".", 2)
        return FieldWords(f"{of_field(kind, inner).label} ({language})", _TRANSLATED)
    return found or FieldWords(name)
