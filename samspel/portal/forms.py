"""The residents' forms: three short questions, a code, a reply. What was typed is always kept."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import AskerRole
from samspel.questions.forms import LONGEST, PinForm, check_contact, contact_in
from samspel.questions.models import ReplyBy
from samspel.questions.services import Contact
from samspel.ui.elements import Option
from samspel.ui.fields import choose


class AskForm(PinForm, PersonDataGuard, WritingForm):
    """What, where, and how the answer is wanted. Nobody has to say who they are."""

    guarded: ClassVar[tuple[str, ...]] = ("text", "where")

    text = forms.CharField(
        label=gettext_lazy("What do you want to ask or tell?"),
        help_text=gettext_lazy("Write as you talk. Don't write names of others."),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write what you want to ask. A few words are enough.")},
    )
    where = forms.CharField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("An area, a street or a place. If you don't know, leave it empty."),
        required=False,
        max_length=200,
    )
    reply_by = forms.ChoiceField(
        label=gettext_lazy("How do you want the answer?"), widget=forms.RadioSelect, initial=ReplyBy.CODE
    )
    email = forms.CharField(label=gettext_lazy("Your e-mail"), required=False, max_length=254, widget=forms.EmailInput)
    phone = forms.CharField(label=gettext_lazy("Your phone"), required=False, max_length=30)
    asker_role = forms.ChoiceField(
        label=gettext_lazy("Do you ask for somebody?"), widget=forms.RadioSelect, initial=AskerRole.RESIDENT
    )
    website = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = {
            ReplyBy.CODE: Option(_("With a code"), hint=_("You get a code. With it you see the answer here.")),
            ReplyBy.EMAIL: Option(_("E-mail")),
            ReplyBy.PHONE: Option(_("Phone")),
            ReplyBy.NONE: Option(_("I don't want an answer")),
        }
        choose(self, "reply_by", [(way.value, words) for way, words in ways.items()])
        roles = {
            AskerRole.RESIDENT: _("I ask for myself"),
            AskerRole.PARTNER: _("For an association or a company"),
            AskerRole.STAFF: _("I work for the municipality"),
        }
        choose(self, "asker_role", [(role.value, words) for role, words in roles.items()])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        check_contact(self)
        if self.cleaned_data.get("website"):
            self.add_error("website", _("Leave this field empty. It is there for robots."))
        return cleaned

    @property
    def contact(self) -> Contact:
        """What was left for the answer."""
        return contact_in(self.cleaned_data)


class CodeForm(forms.Form):
    """A code, however it is typed."""

    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=60, help_text=gettext_lazy("Twelve letters and numbers.")
    )


class WhereForm(forms.Form):
    """What one needs help with; what is no matter of ours shows all."""

    matter = forms.ChoiceField(label=gettext_lazy("What do you need help with?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        named = [(one.code, one.name_in(language)) for one in municipality.matters()]
        choose(self, "matter", [("", _("Anything")), *named])


class ReplyForm(PersonDataGuard, WritingForm):
    """A reply to what was asked back, or something to add."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)
    text = forms.CharField(
        label=gettext_lazy("Your reply"),
        help_text=gettext_lazy("Don't write names of others."),
        widget=forms.Textarea,
        max_length=LONGEST,
    )


class NotSolvedForm(PersonDataGuard, WritingForm):
    """What is still wrong, if one wants to say."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)
    text = forms.CharField(
        label=gettext_lazy("What is still wrong?"), widget=forms.Textarea, max_length=LONGEST, required=False
    )
