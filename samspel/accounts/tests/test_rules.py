"""What follows from a function, and how a browser is called."""

import pytest

from samspel.accounts.rules import SCOPE, Function, browser_in_words


def test_every_function_is_held_somewhere() -> None:
    assert set(SCOPE) == set(Function)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.5", "curl/8.5"),
        ("<script>" * 20, ("<script>" * 20)[:40]),
        ("", ""),
    ],
)
def test_a_browser_is_told_in_words_that_its_owner_knows(agent: str, words: str) -> None:
    assert browser_in_words(agent) == words
