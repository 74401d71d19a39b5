"""The frame around every page, as a plain value: `samspel.web` fills it, `ui/base.html` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.ui.elements import NavItem


@dataclass(frozen=True, slots=True)
class Language:
    """A language to choose, by its own name."""

    code: str
    name: str
    current: bool = False
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around a page's own matter. An empty address means that the part is not drawn.

    `nav` stands on top of a wide screen, `dock` (at most five) at the bottom of a phone, `links` in the foot.
    `language_url` takes Django's `set_language` form, `theme_url` the form of `ui:theme`.
    """

    nav: Sequence[NavItem] = ()
    dock: Sequence[NavItem] = ()
    links: Sequence[NavItem] = ()
    home_url: str = "/"
    whose: str = ""
    """A mark of who it is drawn for, that keeps what they type on the device apart from what others type there."""
    me_label: str = ""
    me_url: str = ""
    search_url: str = ""
    search_text: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    language_url: str = ""
    theme_url: str = ""
    languages: Sequence[Language] = ()
    demo: bool = False
