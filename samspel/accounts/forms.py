"""The forms of signing in, of one's own account, and of the administrator's pages."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import Place, User
from samspel.accounts.rules import LONGEST_TOKEN_DAYS, SCOPE, Function, Scope, TokenScope
from samspel.core import clock
from samspel.core.forms import WritingForm
from samspel.municipality.models import Body, Department, Organisation, Team
from samspel.municipality.queries import function_names

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
    Users = forms.ModelChoiceField[User]
else:
    Label = str
    Users = forms.ModelChoiceField


def worded(form: forms.Form, **labels: Label) -> None:
    """Give fields that are not ours our labels, and no text inside the box."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


# --- Signing in ----------------------------------------------------------------------------------


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, login=_("User name"), password=_("Password"))
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})


class AgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, password=_("Your password"))
        self.fields["password"].help_text = ""


class PasswordForm(ChangePasswordForm):
    """A new password of one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(
            self,
            oldpassword=_("The password you have now"),
            password1=_("New password"),
            password2=_("New password again"),
        )
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _("At least 12 characters. Three or four words are good.")


def _code(form: forms.Form, hint: Label) -> None:
    worded(form, code=_("Code"))
    form.fields["code"].help_text = hint
    form.fields["code"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 20})


class CodeForm(AuthenticateForm):
    """The second factor when signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Six digits from the app in your phone, or one of your recovery codes."))


class CodeAgainForm(ReauthenticateByCodeForm):
    """The second factor once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Six digits from the app in your phone, or one of your recovery codes."))


class ActivateForm(ActivateTOTPForm):
    """The first code, to show that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Six digits that the app shows now."))


class Credential(forms.Form):
    """What a browser says of a passkey; what is no such thing is told as one that does not open."""

    def full_clean(self) -> None:
        """The library reads the parts of it without asking whether they are there."""
        try:
            super().full_clean()
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            self.add_error(None, _("The passkey was not accepted. Try again."))


class PasskeySignInForm(Credential, LoginWebAuthnForm):
    """In by the passkey alone."""


class PasskeyStepForm(Credential, AuthenticateWebAuthnForm):
    """The passkey after the password."""


class PasskeyAgainForm(Credential, ReauthenticateWebAuthnForm):
    """The passkey once more."""


class PasskeyForm(Credential, AddWebAuthnForm):
    """A passkey and what its owner calls it. It always asks for finger, face or PIN, and so is two factors in one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, name=_("What you call it"))
        self.fields["name"].help_text = _("Such as: my phone, the key on my key ring")
        del self.fields["passwordless"]

    def clean_name(self) -> str:
        """A short name, whatever was sent."""
        return str(super().clean_name())[:60]

    def clean(self) -> dict[str, Any]:
        """As the library looks at one that opens without a password."""
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


# --- One's own account ---------------------------------------------------------------------------


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day within living memory and foresight, so that a slip of the finger is told and not kept."""

    widget = DateInput
    default_validators = [
        MinValueValidator(date(2000, 1, 1), _("Write a day after 1999.")),
        MaxValueValidator(date(2099, 12, 31), _("Write a day before 2100.")),
    ]


class DetailsForm(WritingForm):
    """How to reach somebody, and in which language they read."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def details(self) -> dict[str, str]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "phone", "language")}


class PersonField(Users):
    """A user, chosen by user name and name."""

    def label_from_instance(self, obj: Any) -> str:
        """Name first, since lists are read by name."""
        return f"{obj.name} ({obj.username})"


class StandInForm(WritingForm):
    """Who does the work meanwhile, and when."""

    stand_in = PersonField(label=_("Who stands in"), queryset=User.objects.none())
    starts = DayField(label=_("From"), initial=clock.today)
    ends = DayField(label=_("To and including"))

    def __init__(self, *args: Any, candidates: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonField, self.fields["stand_in"]).queryset = User.objects.filter(
            pk__in=[one.pk for one in candidates]
        ).order_by("name")


# --- The administrator's pages -------------------------------------------------------------------


class NewUserForm(DetailsForm):
    """A new account. What they may do comes from the functions that are given afterwards."""

    username = forms.CharField(
        label=_("User name"),
        max_length=80,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", _("Use small letters a to z, digits, dot and hyphen."))],
        help_text=_("Small letters a to z, digits, dot and hyphen, such as anna.ek"),
    )
    field_order = ("username", "name", "email", "phone", "language")

    def clean_username(self) -> str:
        """Capitals typed by a phone's keyboard are made small."""
        return str(self.cleaned_data["username"])

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "username" in data:
            data = data.copy()
            data["username"] = data["username"].strip().lower()
        super().__init__(data, *args, **kwargs)


class FunctionForm(WritingForm):
    """A function, where it is held, and from when to when."""

    function = forms.ChoiceField(label=_("Function"))
    place = forms.ChoiceField(
        label=_("Where"),
        required=False,
        help_text=_("Leave it empty for a function that covers the whole municipality."),
    )
    starts = DayField(label=_("From"), initial=clock.today)
    ends = DayField(label=_("To and including"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = function_names()
        choice(self, "function").choices = [("", ""), *((one.value, names[one.value]) for one in Function)]
        choice(self, "place").choices = [("", ""), *place_choices()]

    def function_held(self) -> Function:
        """The function that was chosen."""
        return Function(self.cleaned_data["function"])

    def place_held(self) -> Place | None:
        """Where, or None for the whole municipality."""
        kind, _separator, pk = self.cleaned_data["place"].partition(":")
        return PLACES[Scope(kind)].objects.get(pk=pk) if kind else None

    def clean(self) -> dict[str, Any] | None:
        """The place must be of the kind that the function is held in."""
        cleaned = super().clean()
        function, place = self.cleaned_data.get("function"), self.cleaned_data.get("place", "")
        if function:
            scope = SCOPE[Function(function)]
            wanted = "" if scope is Scope.MUNICIPALITY else scope.value
            if place.partition(":")[0] != wanted:
                self.add_error("place", WHERE[scope])
        return cleaned


PLACES: dict[Scope, type[Place]] = {
    Scope.TEAM: Team,
    Scope.DEPARTMENT: Department,
    Scope.BODY: Body,
    Scope.ORGANISATION: Organisation,
}
GROUPS: dict[Scope, Label] = {
    Scope.TEAM: _("Area teams"),
    Scope.DEPARTMENT: _("Departments"),
    Scope.BODY: _("Bodies"),
    Scope.ORGANISATION: _("Organisations"),
}
WHERE: dict[Scope, Label] = {
    Scope.MUNICIPALITY: _("This function covers the whole municipality: leave the place empty."),
    Scope.TEAM: _("This function is held in an area team. Choose which."),
    Scope.DEPARTMENT: _("This function is held in a department. Choose which."),
    Scope.BODY: _("This function is held in a body. Choose which."),
    Scope.ORGANISATION: _("This function is held for an organisation. Choose which."),
}


def choice(form: forms.Form, name: str) -> forms.ChoiceField:
    """The form's choice field of that name."""
    return cast(forms.ChoiceField, form.fields[name])


def place_choices() -> list[tuple[Label, list[tuple[str, str]]]]:
    """Everything that a function can be held in, by kind."""
    return [
        (GROUPS[scope], [(f"{scope.value}:{row.pk}", str(row)) for row in model.objects.current()])
        for scope, model in PLACES.items()
    ]


class EndForm(WritingForm):
    """When something ends; at once when no day is given."""

    last_day = DayField(label=_("Last day"), required=False)

    def day(self) -> date | None:
        """The last day, or None for now."""
        day: date | None = self.cleaned_data["last_day"]
        return day


class TokenForm(WritingForm):
    """A token for another system."""

    name = forms.CharField(label=_("What the token is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What it may reach"),
        choices=[(one.value, one.value) for one in TokenScope],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=LONGEST_TOKEN_DAYS, initial=90)


class PeopleForm(forms.Form):
    """Which accounts to show."""

    q = forms.CharField(label=_("Name or user name"), max_length=80, required=False)
    function = forms.ChoiceField(label=_("Function"), required=False)
    gone = forms.BooleanField(label=_("Only gone at the municipality's sign-in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = function_names()
        choice(self, "function").choices = [("", _("All")), *((one.value, names[one.value]) for one in Function)]
