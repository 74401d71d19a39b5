"""make bench: fill, serve, measure, and print a table.

python -m bench [--write] [--rounds N] [--questions N] [--log-rows N] [--observations N]
    [--only WORDS] [--list-rows N] [--no-load] [--keep FOLDER]
"""

import argparse
import signal
import sys
import time
from pathlib import Path

from bench.ground import Sizes, ground
from tools.places import ToolError, say


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make bench ARGS='...'", description="How fast the product is.")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--rounds", type=int, default=15, help="how often each case is measured")
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--log-rows", type=int, default=1_000_000)
    parser.add_argument("--observations", type=int, default=Sizes.observations)
    parser.add_argument("--list-rows", type=int, default=100_000, help="of the list that is imported; 0 leaves it out")
    parser.add_argument("--only", default="", help="only the cases whose name holds these words")
    parser.add_argument("--no-load", action="store_true", help="leave out the steady load")
    parser.add_argument("--keep", type=Path, help="make the database here, and leave it for the next run")
    return parser.parse_args()


def main() -> int:
    """The command line."""
    # Whoever stops the run stops the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    asked, began = arguments(), time.monotonic()
    try:
        thread = Sizes(observations=asked.observations)
        with ground(questions=asked.questions, log_rows=asked.log_rows, thread=thread, keep=asked.keep) as found:
            # Django is set up by now.
            from bench.cases import cases
            from bench.lists import lists
            from bench.load import steady
            from bench.measuring import Run
            from bench.people import People
            from bench.table import printed, write
            from bench.thread.cases import cases as thread_cases

            people = People()
            empty, *rest = [*cases(people), *thread_cases(people)]
            run = Run(found.base, found.owner, [empty, *(one for one in rest if asked.only in one.name)])
            run.measure(asked.rounds)
            load = [] if asked.no_load else steady(found.base, people)
            text = printed(run, load, questions=asked.questions, log_rows=asked.log_rows, thread=thread)
            moved = lists(asked.list_rows) if asked.list_rows and not asked.only else []
            text = "\n".join([text, *(["", *moved] if moved else [])])
    except ToolError as error:
        say(str(error))
        return 1
    say("")
    print(text)
    if asked.write:
        write(text)
    say(f"It took {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
