"""A bar on the terminal, for work that takes its time; where nobody looks, the label alone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from samspel.core.backup.steps import Hear


@contextmanager
def progress(label: str) -> Iterator[Hear]:
    """What to call at each step."""
    with click.progressbar(length=1, label=label, file=sys.stderr, item_show_func=lambda what: what or "") as bar:

        def hear(taken: int, of: int, what: str) -> None:
            bar.length = of
            bar.update(taken - bar.pos, what)

        yield hear
