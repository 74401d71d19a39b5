"""The three steps of sending, and what is typed when an escalation is answered."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.escalation import line, words
from samspel.escalation.rules import SECURITY, Kind, Need, State
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Department
from samspel.ui.elements import Option

OTHER = "other"
COULD_NOT = "no"
MATTERS: dict[str, tuple[Kind, ...]] = {
    "security": SECURITY,
    Kind.SEGREGATION.value: (Kind.SEGREGATION,),
    "both": (*SECURITY, Kind.SEGREGATION),
}
NO_NAMES = gettext_lazy("No names, no personal identity numbers. This is a disclosure to another authority.")


class RouteForm(forms.Form):
    """What decides who gets it: the subject, the departments concerned, and whether their managers have tried."""

    matter = forms.ChoiceField(
        label=gettext_lazy("Subject"),
        widget=forms.RadioSelect,
        initial="security",
        choices=[(one, one) for one in MATTERS],
    )
    departments = forms.MultipleChoiceField(
        label=gettext_lazy("Which departments does it concern?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    tried = forms.ChoiceField(
        label=gettext_lazy("Have the managers concerned tried to settle it?"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._departments = municipality.departments()
        _choose(self, "departments", [(one.code, one.name) for one in self._departments])
        _choose(self, "tried", _tried())
        _choose(self, "matter", _matters())

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it concerns, as the rule reads it."""
        return MATTERS.get(str(self["matter"].value()), ())

    @property
    def concerned(self) -> list[Department]:
        """The departments that were ticked, when they matter."""
        ticked = set(self["departments"].value() or ())
        return [one for one in self._departments if one.code in ticked] if Kind.SEGREGATION in self.kinds else []

    @property
    def settled(self) -> bool | None:
        """None while the managers have not tried, False when they could not."""
        return False if self["tried"].value() == COULD_NOT and Kind.SEGREGATION in self.kinds else None


def _tried() -> list[tuple[str, str]]:
    return [
        ("", Option(_("Not yet"), hint=_("Then it goes to them first."))),
        (COULD_NOT, Option(_("Yes, but they could not"), hint=_("Then it goes on to who decides."))),
    ]


def _matters() -> list[tuple[str, str]]:
    """The subjects, each with whom it goes to by the municipality's own names."""
    names = {one.role: one.short_name for one in municipality.receivers()}
    head, officer = names.get("head_of_security", ""), names.get("duty_officer", "")
    security = _("To %(head)s, or %(officer)s outside office hours") % {"head": head, "officer": officer}
    group = {"group": names.get("coordination_group", "")}
    segregation = _("To the managers, the department's management or %(group)s") % group
    return [
        ("security", Option(_("Safety or crime"), hint=security)),
        (Kind.SEGREGATION.value, Option(_("Segregation"), hint=segregation)),
        ("both", Option(_("Both"))),
    ]


class EscalateForm(RouteForm, PersonDataGuard, WritingForm):
    """What, where, and what is needed; `announced` says which receiver the sender was shown."""

    guarded: ClassVar[tuple[str, ...]] = ("text", "place", "need_text")

    text = forms.CharField(
        label=gettext_lazy("Tell us briefly"),
        help_text=NO_NAMES,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    area = forms.ChoiceField(label=gettext_lazy("Area"), widget=forms.RadioSelect, required=False)
    other_area = forms.ChoiceField(label=gettext_lazy("Another area"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Tick what fits"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(need.value, words.NEEDS[need]) for need in Need],
        required=False,
    )
    need_text = forms.CharField(label=gettext_lazy("Something else"), max_length=300, required=False)
    callback = forms.CharField(
        label=gettext_lazy("Number to call back"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "data-forget": ""}),
    )
    announced = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def __init__(self, *args: Any, who: Who, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = municipality.areas()
        own = self._own(who)
        rest = [one for one in self._areas if one not in own]
        _choose(self, "area", [*((one.code, one.name) for one in own), *([(OTHER, _("Another area"))] if own else [])])
        _choose(self, "other_area", [("", _("Don't know")), *((one.code, one.name) for one in rest)])
        if own:
            self.fields["area"].initial = own[0].code
        else:
            del self.fields["area"]
            self.fields["other_area"].label = _("Area")
        self.fields["callback"].initial = who.user.phone if who.user else ""

    def _own(self, who: Who) -> list[Area]:
        """The areas of the teams of the one who writes, the main ones first."""
        own = [one for one in self._areas if one.team and one.team.pk in who.teams()]
        return sorted(own, key=lambda one: one.level != "main")

    def chosen_area(self) -> Area | None:
        """The area that was chosen, if any."""
        code = self.cleaned_data.get("area") or OTHER
        code = self.cleaned_data["other_area"] if code == OTHER else code
        return next((one for one in self._areas if one.code == code), None)


class HandOverForm(PersonDataGuard, WritingForm):
    """To whom, and why."""

    guarded: ClassVar[tuple[str, ...]] = ("reason",)

    to = forms.ChoiceField(label=gettext_lazy("To"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=NO_NAMES, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, others: Sequence[line.Holder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {one.position.code: one for one in others}
        _choose(self, "to", [(code, Option(one.name, hint=one.phone)) for code, one in self._others.items()])

    @property
    def position(self) -> line.Position:
        """The place in the line that was chosen."""
        return self._others[self.cleaned_data["to"]].position


class DoneForm(PersonDataGuard, WritingForm):
    """What was done and what came of it, which is written back to who sent it."""

    guarded: ClassVar[tuple[str, ...]] = ("done", "outcome")

    done = forms.CharField(
        label=gettext_lazy("What was done"),
        help_text=NO_NAMES,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outcome = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NotSettledForm(PersonDataGuard, WritingForm):
    """What the managers tried."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    text = forms.CharField(
        label=gettext_lazy("What you tried, and what you disagree on"),
        help_text=NO_NAMES,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawForm(PersonDataGuard, WritingForm):
    """Why it is no longer needed."""

    guarded: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(
        label=gettext_lazy("Why it is no longer needed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NightForm(PersonDataGuard, WritingForm):
    """A few words about the night."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    text = forms.CharField(
        label=gettext_lazy("What the head of security needs to know"),
        help_text=NO_NAMES,
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, str(words.STATES[state][1])) for state in State]
        _choose(self, "state", [("", _("All")), ("open", _("Open")), *states])
        _choose(self, "kind", [("", _("All")), *((kind.value, str(words.KINDS[kind])) for kind in Kind)])
        _choose(self, "area", [("", _("All")), *((one.code, one.name) for one in municipality.areas(clock.today()))])


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type
    field.choices = choices
