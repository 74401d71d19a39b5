"""A worker whose minutes the drill counts: for each line on standard input it runs the jobs named there, and says ok.

python -m drill.ticking
"""

import sys

import django


def main() -> int:
    """Run jobs in this process, one after the other, by their names."""
    django.setup()
    from django.db import close_old_connections

    from samspel.core.jobs import app

    app.perform_import_paths()  # type: ignore[no-untyped-call]
    print("ready", flush=True)
    for line in sys.stdin:
        for name in line.split():
            close_old_connections()
            app.tasks[name].func(0)
        print("ok", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
