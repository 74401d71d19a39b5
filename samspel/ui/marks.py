"""The status shapes and the shapes of the areas: the only icons there are, drawn on small grids."""

from typing import Final, Literal, get_args

from django.utils.safestring import SafeString

MarkName = Literal[
    "ring", "half", "pause", "tick", "triangle", "turn", "cross", "gap", "octagon", "dash", "up", "down", "twin", "lock"
]
MARK_NAMES: Final[tuple[MarkName, ...]] = get_args(MarkName)

_INSIDE: Final[dict[MarkName, str]] = {
    "ring": '<circle cx="8" cy="8" r="6.5"/>',
    "half": '<circle cx="8" cy="8" r="6.5"/><path class="f" d="M8 1.5a6.5 6.5 0 0 1 0 13z"/>',
    "pause": '<circle cx="8" cy="8" r="6.5"/><path d="M6 5v6M10 5v6"/>',
    "tick": '<circle class="f" cx="8" cy="8" r="6.5"/><path class="k" d="M4.8 8.2l2.3 2.4 4.2-4.8"/>',
    "triangle": '<path class="f" d="M8 1.5L15 14.5H1z"/><path class="k" d="M8 6v4M8 11.4v1.6"/>',
    "turn": '<path d="M6.5 2.5L2 7l4.5 4.5M2.5 7H11a3.3 3.3 0 0 1 0 6.8H8"/>',
    "cross": '<rect x="1.5" y="1.5" width="13" height="13"/><path d="M5 5l6 6M11 5l-6 6"/>',
    "gap": '<path d="M5.2 2.2a6.5 6.5 0 0 0 0 11.6M10.8 2.2a6.5 6.5 0 0 1 0 11.6"/>',
    "octagon": '<path class="f" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path class="k" d="M8 4v5M8 10.4v1.8"/>',
    "dash": '<path d="M1.5 8h13"/>',
    "up": '<path class="f" d="M8 1.5L14.5 9h-4v5.5h-5V9h-4z"/>',
    "down": '<path class="f" d="M8 14.5L14.5 7h-4V1.5h-5V7h-4z"/>',
    "twin": '<circle cx="6" cy="8" r="4.8"/><circle cx="10.5" cy="8" r="4.8"/>',
    "lock": '<rect class="f" x="2.5" y="7" width="11" height="8"/><path d="M5 7V5a3 3 0 0 1 6 0v2"/>',
}
_TEAM_SHAPES: Final = (
    '<circle class="s" cx="11" cy="11" r="9.5"/>',
    '<rect class="s" x="2" y="2" width="18" height="18"/>',
    '<path class="s" d="M11 .8L21.2 11 11 21.2.8 11z"/>',
)


def mark(name: MarkName) -> SafeString:
    """The shape `name` as SVG, hidden from screen readers: a word always stands beside it. KeyError when unknown."""
    return SafeString(
        f'<svg class="m" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{_INSIDE[name]}</svg>'
    )


def team_mark(number: int) -> SafeString:
    """Circle, square or diamond with the team's numeral, on a grid of 22; a fourth team begins again at the circle."""
    shape = _TEAM_SHAPES[(number - 1) % len(_TEAM_SHAPES)]
    return SafeString(f'{shape}<text x="11" y="15.6">{number:d}</text>')


def team_shape(number: int) -> SafeString:
    """The team's mark as a picture of its own."""
    mark = team_mark(number)
    return SafeString(f'<svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">{mark}</svg>')
