"""`samspel demo load`, or `python -m demo`: loads the demo and says how far it has come."""

import os
import sys
from time import monotonic


def main() -> None:
    """Load what is missing; ends with 1 and a sentence when this is no place for a demo."""
    from demo import load
    from demo.house import Elsewhere
    from demo.year import NotADemo

    began = monotonic()
    try:
        made = load(_say)
    except (NotADemo, Elsewhere) as fault:
        raise SystemExit(f"No demo was loaded: {fault}.") from None
    if made:
        _say(f"A year of invented work is in place ({monotonic() - began:.0f} s).")


def _say(text: str) -> None:
    sys.stderr.write(f"demo: {text}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    main()
