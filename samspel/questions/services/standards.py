"""Standard answers: kept by the departments, every wording kept, looked at again in time, and counted when used."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality.models import Department, Matter
from samspel.questions import permissions, rules
from samspel.questions.gaps import unknown
from samspel.questions.models import StandardAnswer, StandardText
from samspel.questions.permissions import Reach, reach_of
from samspel.questions.services._ground import needs_text, user_of

STILL_TRUE_MONTHS: Final = 12
"""So long after somebody has said that it is still true, it is looked at again."""


def note_use(standard: int | None) -> None:
    """Count that an answer which began with it was sent; one that is gone counts nothing."""
    if standard is not None:
        StandardAnswer.objects.filter(pk=standard).update(used=F("used") + 1)


def _keeper(by: Who, department: Department) -> Reach:
    reach = reach_of(by)
    permissions.require(permissions.may_keep_standard(reach, department.pk))
    return reach


def _checked(texts: Mapping[str, str]) -> dict[str, str]:
    """The wordings that were written, by language; raises Refused without one in Swedish, or at an unknown word."""
    needs_text(texts.get("sv", ""), "text_sv")
    for language, text in texts.items():
        if strange := unknown(text):
            said = _("%(words)s is filled in by nothing. Write [[%(gap)s]] for what a person fills in.")
            raise Refused(said % {"words": strange[0], "gap": strange[0][1:-1]}, field=f"text_{language}")
    return {language: text.strip() for language, text in texts.items() if text.strip()}


@service
def write_standard(
    department: Department, matter: Matter, name: str, texts: Mapping[str, str], *, by: Who
) -> StandardAnswer:
    """Make a standard answer, with a wording for each language (Swedish at least)."""
    _keeper(by, department)
    made = StandardAnswer.objects.create(
        department=department, matter=matter, name=needs_text(name, "name")[:120], review_on=_again()
    )
    _word(made, _checked(texts), by)
    log.record("standard.written", made, by=by)
    return made


@service
def change_standard(
    standard: int, name: str, texts: Mapping[str, str], *, by: Who, version: int | None = None
) -> StandardAnswer:
    """Give it new wordings; those that it had are kept. Raises Missing, Stale."""
    held = _held(standard, by, version)
    held.name, held.review_on = needs_text(name, "name")[:120], _again()
    changed = _word(held, _checked(texts), by)
    versions.save(held, "name", "review_on")
    log.record("standard.changed", held, by=by, fields=["name", *changed])
    return held


@service
def still_true(standard: int, *, by: Who) -> StandardAnswer:
    """Say that it has been looked at and stands; it is looked at again in a year."""
    held = _held(standard, by)
    held.review_on = _again()
    versions.save(held, "review_on")
    log.record("standard.still_true", held, by=by, fields=["review_on"])
    return held


@service
def retire_standard(standard: int, *, by: Who) -> StandardAnswer:
    """No longer offered; what was sent with it stands."""
    held = _held(standard, by)
    held.retired_at = clock.now()
    versions.save(held, "retired_at")
    log.record("standard.retired", held, by=by)
    return held


def _held(standard: int, by: Who, version: int | None = None) -> StandardAnswer:
    held = versions.hold(StandardAnswer.objects.filter(retired_at=None), standard, version)
    _keeper(by, held.department)
    return held


def _word(standard: StandardAnswer, texts: Mapping[str, str], by: Who) -> list[str]:
    """Add a wording where it differs from the one in use, in name of language; returns which."""
    newest: dict[str, StandardText] = {}
    for one in standard.texts.order_by("number"):
        newest[one.language] = one
    changed = [language for language, text in texts.items() if language not in newest or newest[language].text != text]
    for language in changed:
        number = newest[language].number + 1 if language in newest else 1
        StandardText.objects.create(
            standard=standard, language=language, number=number, text=texts[language], at=clock.now(), by=user_of(by)
        )
    return changed


def _again() -> date:
    return rules.months_after(clock.today(), STILL_TRUE_MONTHS)
