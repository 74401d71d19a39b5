"""The forms of a question: asked, filtered, answered, steered."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import pins
from samspel.municipality.boundaries.pins import Pin, PointForm
from samspel.municipality.models import Area, AskerRole, Department, Matter, Organisation, Service
from samspel.questions.forms.pin import PinForm
from samspel.questions.models import ReplyBy
from samspel.questions.queries import Due, Filters, Order, Stage
from samspel.questions.rules import ENDINGS, Status
from samspel.questions.services import Contact
from samspel.questions.services.answering import End
from samspel.questions.words import STATUS
from samspel.ui.elements import Option
from samspel.ui.fields import choose

LONGEST = 8000
NO_NAMES = gettext_lazy("Write no names and no personal identity numbers.")
Choices = list[tuple[str, str | Promise]]


def _area(**more: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea, max_length=LONGEST, **more)


def by_code(rows: Iterable[Any], code: str) -> Any:
    """The row with the code, or None."""
    return next((row for row in rows if row.code == code), None)


class FilterForm(forms.Form):
    """What stands in the address of the list. A value that is not one of the choices is left out, not refused."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200, widget=forms.SearchInput)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    matter = forms.ChoiceField(label=pgettext_lazy("question", "Matter"), required=False)
    department = forms.ChoiceField(label=gettext_lazy("At"), required=False)
    due = forms.ChoiceField(label=gettext_lazy("Last day"), required=False)
    since = forms.DateField(
        label=gettext_lazy("Came since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    order = forms.ChoiceField(label=gettext_lazy("First"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Only mine"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Choices = [
            (Stage.OPEN, _("Open")),
            (Stage.ENDED, pgettext("questions", "Ended")),
            (Stage.ALL, _("All")),
        ]
        choose(self, "status", groups + [(one.value, STATUS[one][1]) for one in Status])
        areas: Choices = [("", _("All areas")), ("none", _("No area said"))]
        choose(self, "area", areas + [(one.code, one.name) for one in municipality.areas()])
        choose(self, "matter", [("", _("All matters")), *((one.code, one.name) for one in municipality.matters())])
        departments: Choices = [(one.code, one.short_name) for one in municipality.departments()]
        choose(self, "department", [("", _("All departments")), *departments])
        days: Choices = [
            (Due.LATE, pgettext("last day", "Late")),
            (Due.TODAY, pgettext("last day", "Today")),
            (Due.WEEK, _("This week")),
        ]
        choose(self, "due", [("", _("Any day")), *days])
        choose(self, "order", [(Order.DUE, _("What is due first")), (Order.NEWEST, _("The newest"))])

    @property
    def filters(self) -> Filters:
        """The filters, with what could not be read left out."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in {"", None, False}}
        return Filters(**given)


class AskForm(PinForm, PersonDataGuard, WritingForm):
    """A question written down by staff: what and where first, so that it takes less than a minute in the street."""

    guarded: ClassVar[tuple[str, ...]] = ("text", "subject", "place")

    text = _area(
        label=gettext_lazy("What was asked?"),
        help_text=gettext_lazy("As it was said. Write no names and no personal identity numbers."),
    )
    area = forms.ChoiceField(label=gettext_lazy("Where?"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Place"), required=False, max_length=200, help_text=gettext_lazy("A street or a place.")
    )
    matter = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    asker_role = forms.ChoiceField(
        label=gettext_lazy("Who asks?"), widget=forms.RadioSelect, initial=AskerRole.RESIDENT
    )
    reply_by = forms.ChoiceField(
        label=gettext_lazy("How do they want the answer?"),
        widget=forms.RadioSelect,
        initial=ReplyBy.CODE,
        choices=ReplyBy,
    )
    email = forms.CharField(label=gettext_lazy("E-mail"), required=False, max_length=254, widget=forms.EmailInput)
    phone = forms.CharField(
        label=gettext_lazy("Phone"), required=False, max_length=30, widget=forms.TextInput(attrs={"type": "tel"})
    )
    subject = forms.CharField(
        label=gettext_lazy("Heading"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Left empty, the first line is used."),
    )
    # Chosen among what is found while writing; drawn there, so never by itself.
    same_as = forms.CharField(required=False, max_length=40)

    def __init__(self, *args: Any, role_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas, self.matters = municipality.areas(), municipality.matters()
        choose(self, "area", [("", _("Don't know")), *((one.code, one.name) for one in self.areas)])
        choose(self, "matter", [("", _("Don't know")), *((one.code, one.name) for one in self.matters)])
        choose(self, "asker_role", [(one.value, one.label.capitalize()) for one in AskerRole])
        if role_fixed:
            del self.fields["asker_role"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        check_contact(self)
        return cleaned

    @property
    def chosen_area(self) -> Area | None:
        found: Area | None = by_code(self.areas, str(self["area"].value() or ""))
        return found

    @property
    def chosen_matter(self) -> Matter | None:
        found: Matter | None = by_code(self.matters, str(self["matter"].value() or ""))
        return found

    @property
    def same(self) -> UUID | None:
        """The question that is about the same thing, by the one who writes."""
        try:
            return UUID(str(self["same_as"].value() or ""))
        except ValueError:
            return None

    @property
    def contact(self) -> Contact:
        """What was left for the answer; only what the chosen way needs is kept."""
        return contact_in(self.cleaned_data)


def contact_in(cleaned: dict[str, Any]) -> Contact:
    """The contact details that the chosen way of answering needs, and no other."""
    way = cleaned.get("reply_by")
    return Contact(
        email=cleaned.get("email", "").strip() if way == ReplyBy.EMAIL else "",
        phone=cleaned.get("phone", "").strip() if way == ReplyBy.PHONE else "",
    )


def check_contact(form: forms.Form) -> None:
    """An answer by e-mail needs an address, one by phone a number."""
    way, contact = form.cleaned_data.get("reply_by"), contact_in(form.cleaned_data)
    if way == ReplyBy.EMAIL:
        try:
            validate_email(contact.email)
        except forms.ValidationError:
            form.add_error("email", _("Write the address that the answer goes to, such as name@example.com."))
    if way == ReplyBy.PHONE and sum(letter.isdigit() for letter in contact.phone) < 6:
        form.add_error("phone", _("Write the number to call, such as 070-123 45 67."))


class AnswerForm(PersonDataGuard, WritingForm):
    """The one answer to the asker, and how the question ends."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    text = _area(label=gettext_lazy("Answer to the one who asked"))
    end = forms.ChoiceField(
        label=gettext_lazy("How does the question end?"), widget=forms.RadioSelect, initial=Status.ANSWERED.value
    )
    to = forms.ChoiceField(label=gettext_lazy("Who helps, or whose is it?"), required=False)
    because = forms.CharField(
        label=gettext_lazy("Why do we decline, or whose is it?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("The asker reads this."),
    )

    standard = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31)

    def __init__(self, *args: Any, matter: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._services, self._organisations = municipality.services(), municipality.organisations()
        hints = {
            Status.ANSWERED: _("A week later we ask whether it is solved."),
            Status.GUIDED: _("Say who can help."),
            Status.DECLINED: _("Say why."),
            Status.NOT_OURS: _("Say whose it is."),
            Status.UNREACHABLE: _("Say what you tried."),
        }
        choose(self, "end", [(one.value, Option(str(STATUS[one][1]), hint=hints[one])) for one in ENDINGS])
        choose(self, "to", [("", _("Choose")), *self._helpers(matter)])

    def _helpers(self, matter: str | None) -> list[tuple[str, Choices]]:
        """Who can help: those for the matter first, by the municipality's own list of where to turn."""
        fitting = [one for one in self._services if matter and one.matters and one.helps_with(matter)]
        others = [one for one in self._services if one not in fitting]
        groups: list[tuple[str, Choices]] = [
            (_("For this matter"), [(f"service:{one.code}", one.name) for one in fitting]),
            (_("Where to turn"), [(f"service:{one.code}", one.name) for one in others]),
            (_("Organisations"), [(f"organisation:{one.code}", one.name) for one in self._organisations]),
        ]
        return [(heading, choices) for heading, choices in groups if choices]

    @property
    def finish(self) -> End:
        """The end as the service takes it."""
        kind, _sep, code = self.cleaned_data["to"].partition(":")
        service: Service | None = by_code(self._services, code) if kind == "service" else None
        organisation: Organisation | None = by_code(self._organisations, code) if kind == "organisation" else None
        return End(Status(self.cleaned_data["end"]), service, organisation, self.cleaned_data["because"])


class PartAnswerForm(PersonDataGuard, WritingForm):
    """A department's answer of its part."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)
    text = _area(
        label=gettext_lazy("Your part of the answer"),
        help_text=gettext_lazy(
            "Read by the one who puts the answer together. Write no names and no personal identity numbers."
        ),
    )


class AskBackForm(PersonDataGuard, WritingForm):
    """A question back to the asker; it takes its text from the answer's field."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)
    text = _area(
        label=gettext_lazy("What do you need to know?"),
        help_text=gettext_lazy("The asker reads this. The days that are left wait for the reply."),
    )


class NoteForm(PersonDataGuard, WritingForm):
    """An internal note."""

    guarded: ClassVar[tuple[str, ...]] = ("note",)
    note = _area(label=gettext_lazy("Note"))


class HandOnForm(PersonDataGuard, WritingForm):
    """Another department, and why."""

    guarded: ClassVar[tuple[str, ...]] = ("reason",)
    department = forms.ChoiceField(label=gettext_lazy("Which department?"))
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=500, widget=forms.Textarea, help_text=NO_NAMES)

    def __init__(self, *args: Any, without: Iterable[int] = (), label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._departments = [one for one in municipality.departments() if one.pk not in set(without)]
        choose(self, "department", [("", _("Choose")), *((one.code, one.name) for one in self._departments)])
        self.fields["department"].label = label or self.fields["department"].label

    @property
    def chosen(self) -> Department:
        found: Department = by_code(self._departments, self.cleaned_data["department"])
        return found


class DepartmentForm(WritingForm):
    """One of some departments."""

    department = forms.ChoiceField(label=gettext_lazy("Which department?"))

    def __init__(self, *args: Any, among: Iterable[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._departments = list(among)
        choose(self, "department", [("", _("Choose")), *((one.code, one.name) for one in self._departments)])

    @property
    def chosen(self) -> Department:
        found: Department = by_code(self._departments, self.cleaned_data["department"])
        return found


class AreaForm(PointForm, PersonDataGuard, WritingForm):
    """Where the question is about."""

    guarded: ClassVar[tuple[str, ...]] = ("place",)
    area = forms.ChoiceField(label=gettext_lazy("Where?"))
    place = forms.CharField(
        label=gettext_lazy("Place"), required=False, max_length=200, help_text=gettext_lazy("A street or a place.")
    )
    keep = forms.ChoiceField(
        label=gettext_lazy("How is the pin kept, if there is one?"),
        required=False,
        initial="",
        widget=forms.RadioSelect,
        help_text=gettext_lazy("An exact place can point out who lives there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = municipality.areas()
        choose(self, "area", [("", _("Choose")), *((one.code, one.name) for one in self._areas)])
        kept = {
            "": _("As exact as it was put"),
            "rough": _("Roughly, within about 200 metres"),
            "away": _("Take the pin away"),
        }
        choose(self, "keep", kept.items())

    @property
    def pin(self) -> Pin | None:
        """The point that the question has from now on."""
        pin, keep = super().pin, self.cleaned_data.get("keep")
        return None if pin is None or keep == "away" else pins.rough(pin) if keep == "rough" else pin

    @property
    def chosen(self) -> Area:
        found: Area = by_code(self._areas, self.cleaned_data["area"])
        return found


class MatterForm(WritingForm):
    """What the question is really about."""

    matter = forms.ChoiceField(label=gettext_lazy("What is it about?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._matters = municipality.matters()
        choose(self, "matter", [(one.code, Option(one.name, hint=one.hint)) for one in self._matters])

    @property
    def chosen(self) -> Matter:
        found: Matter = by_code(self._matters, self.cleaned_data["matter"])
        return found
