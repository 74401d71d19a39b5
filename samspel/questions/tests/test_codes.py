"""Codes: the same each time, readable, and found again however they are typed."""

import uuid
from typing import Any

from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from samspel.questions import codes


@given(st.uuids())
def test_a_code_is_the_same_each_time_and_has_no_letter_that_is_mistaken(question: uuid.UUID) -> None:
    code = codes.new(question)
    assert code == codes.code_of(question, codes.digest(code))
    assert len(code) == codes.LENGTH
    assert not set(code) & set("0O1IL")


@given(st.uuids())
def test_a_code_is_found_as_it_is_shown_and_in_small_letters_with_spaces(question: uuid.UUID) -> None:
    code = codes.new(question)
    assert codes.typed(codes.grouped(code)) == code
    assert codes.typed(codes.grouped(code).lower().replace("-", "  ")) == code


@given(st.text())
def test_anything_can_be_typed(text: str) -> None:
    assert codes.typed(text) == "" or len(codes.typed(text)) == codes.LENGTH


def test_two_questions_have_two_codes() -> None:
    assert len({codes.new(uuid.uuid4()) for _ in range(1000)}) == 1000


@given(st.uuids())
def test_a_code_that_is_not_the_stored_one_is_never_given(question: uuid.UUID) -> None:
    assert codes.code_of(question, None) == codes.code_of(question, codes.digest("another")) == ""


def test_a_code_outlives_the_secret_key_and_a_new_field_key(settings: Any) -> None:
    question = uuid.uuid4()
    code = codes.new(question)
    settings.SECRET_KEY = "n" * 60
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert codes.new(question) != code, "the control: the new key makes other ones"
    assert codes.code_of(question, codes.digest(code)) == code


def test_a_code_from_before_it_stood_on_the_field_keys_is_given_while_the_secret_key_is_the_same(settings: Any) -> None:
    question = uuid.UUID("8f6f1c9e-6d0e-4f6c-9f57-0f3c1f0b6a11")
    settings.SECRET_KEY = "of the municipality, and never told to anybody else"
    assert codes.code_of(question, codes.digest("28PJTQZKDAGN")) == "28PJTQZKDAGN"
    settings.SECRET_KEY = "n" * 60
    assert codes.code_of(question, codes.digest("28PJTQZKDAGN")) == ""
