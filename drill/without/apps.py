"""Named in `DRILL_WITHOUT`, with commas; nothing is taken off otherwise."""

import os

from django.apps import AppConfig


class WithoutConfig(AppConfig):
    """Takes off what is named, when all else is ready."""

    name = "drill.without"

    def ready(self) -> None:
        """One function of `protections` for each name."""
        from drill.without import protections

        for name in filter(None, os.environ.get("DRILL_WITHOUT", "").split(",")):
            getattr(protections, name)()
