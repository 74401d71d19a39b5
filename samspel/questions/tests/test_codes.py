"""Codes: the same each time, readable, and found again however they are typed."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from samspel.questions import codes


@given(st.uuids())
def test_a_code_is_the_same_each_time_and_has_no_letter_that_is_mistaken(question: uuid.UUID) -> None:
    code = codes.code_of(question)
    assert code == codes.code_of(question)
    assert len(code) == codes.LENGTH
    assert not set(code) & set("0O1IL")


@given(st.uuids())
def test_a_code_is_found_as_it_is_shown_and_in_small_letters_with_spaces(question: uuid.UUID) -> None:
    code = codes.code_of(question)
    assert codes.typed(codes.grouped(code)) == code
    assert codes.typed(codes.grouped(code).lower().replace("-", "  ")) == code


@given(st.text())
def test_anything_can_be_typed(text: str) -> None:
    assert codes.typed(text) == "" or len(codes.typed(text)) == codes.LENGTH


def test_two_questions_have_two_codes() -> None:
    assert len({codes.code_of(uuid.uuid4()) for _ in range(1000)}) == 1000
