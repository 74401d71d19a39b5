"""What a wrong value is called, in the words of the one who wrote the file."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic_core import ErrorDetails

_WORDS = {
    "missing": gettext_lazy("The key “%(key)s” is missing here."),
    "extra_forbidden": gettext_lazy("The key “%(key)s” is unknown here. Is it misspelt, or indented too far?"),
    "string_type": gettext_lazy("“%(key)s” should be text. Put quotes around it."),
    "string_too_short": gettext_lazy("“%(key)s” is too short: at least %(min_length)s characters."),
    "string_too_long": gettext_lazy("“%(key)s” is too long: at most %(max_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("“%(key)s” should be small letters a–z, digits and single hyphens."),
    "int_type": gettext_lazy("“%(key)s” should be a whole number, without quotes."),
    "float_type": gettext_lazy("“%(key)s” should be a number with a decimal point, without quotes."),
    "bool_type": gettext_lazy("“%(key)s” should be true or false."),
    "list_type": gettext_lazy("“%(key)s” should be a list: one line for each, beginning with a hyphen."),
    "dict_type": gettext_lazy("“%(key)s” should hold keys with values, indented below it."),
    "model_type": gettext_lazy("“%(key)s” should hold keys with values, indented below it."),
    "too_short": gettext_lazy("“%(key)s” is empty: write at least one."),
    "greater_than": gettext_lazy("“%(key)s” should be more than %(gt)s."),
    "greater_than_equal": gettext_lazy("“%(key)s” should be at least %(ge)s."),
    "less_than": gettext_lazy("“%(key)s” should be less than %(lt)s."),
    "less_than_equal": gettext_lazy("“%(key)s” should be at most %(le)s."),
    "decimal_max_places": gettext_lazy("“%(key)s” should have at most %(decimal_places)s decimals."),
    "choice": gettext_lazy("“%(key)s” should be one of: %(expected)s."),
    "unsourced": gettext_lazy("The row says neither “source” nor “assumption: true”. Write one of them."),
    "unit_or_function": gettext_lazy("Write either “unit” or “function”, one of them in each row."),
    "day": gettext_lazy("“%(key)s” should be a date, such as 2026-01-31."),
    "span": gettext_lazy("“%(key)s” should be opening hours, such as 08:00-17:00."),
    "span_backwards": gettext_lazy("The office hours run backwards: it closes before it opens."),
    "ends_before_it_begins": gettext_lazy("It ends before it begins."),
    "amount": gettext_lazy("“%(key)s” should be a number, without quotes."),
    "phone": gettext_lazy("“%(key)s” should be a phone number within quotes, such as “0123-45 67 89”."),
    "email": gettext_lazy("“%(key)s” should be an e-mail address, such as name@example.org."),
    "url": gettext_lazy("“%(key)s” should be a web address, such as https://example.org."),
}


_IN_FORMS = {
    "missing": gettext_lazy("“%(key)s” must be filled in."),
    "string_type": gettext_lazy("“%(key)s” must be filled in."),
    "string_too_short": gettext_lazy("“%(key)s” must be filled in, with at least %(min_length)s characters."),
    "too_short": gettext_lazy("“%(key)s” must be filled in: choose or write at least one."),
    "int_type": gettext_lazy("“%(key)s” should be a whole number, such as 5."),
    "float_type": gettext_lazy("“%(key)s” should be a number, such as 58.41."),
    "amount": gettext_lazy("“%(key)s” should be a number, such as 2.5."),
    "choice": gettext_lazy("Choose one in “%(key)s”."),
    "unsourced": gettext_lazy("Write where it comes from, or say that it is an assumption."),
    "unit_or_function": gettext_lazy("Choose either a unit or a function, one of them."),
    "phone": gettext_lazy("“%(key)s” should be a phone number, such as 0123-45 67 89."),
}


def said(error: ErrorDetails) -> str:
    """The error in words, in the language of the moment."""
    key = next((str(part) for part in reversed(error["loc"]) if isinstance(part, str)), "")
    return _said(error, key, _WORDS)


def said_in_form(error: ErrorDetails, label: str) -> str:
    """The same to somebody who sees a form with labels, and no file."""
    return _said(error, label, {**_WORDS, **_IN_FORMS})


def _said(error: ErrorDetails, key: str, known: Mapping[str, str | Promise]) -> str:
    words = str(known[error["type"]]) if error["type"] in known else _("“%(key)s” cannot be used.")
    return words % {**error.get("ctx", {}), "key": key}
