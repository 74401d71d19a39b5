"""Where the tests find municipalities, and how they read them."""

from pathlib import Path

from django.conf import settings

from samspel.municipality.files import Description, check

SHIPPED = Path(settings.ROOT) / "municipalities"
INVENTED = Path(settings.ROOT) / "tests" / "municipalities" / "almvik"


def described(folder: Path) -> Description:
    """The description of a sound folder."""
    checked = check(folder)
    assert checked.description is not None, "\n".join(map(str, checked.faults))
    return checked.description


def shipped() -> Description:
    """The municipality that the test database holds from the start."""
    return described(next(path for path in sorted(SHIPPED.iterdir()) if path.is_dir()))
