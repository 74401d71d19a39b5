"""Where things are in a checkout, and how the tools speak to the one who runs them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"


class ToolError(Exception):
    """Something is missing or refused; the text says what to do about it."""


def var() -> Path:
    """The folder of everything made while running: `SAMSPEL_VAR`, else `var/` beside the code."""
    folder = Path(os.environ.get("SAMSPEL_VAR") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(path: Path, text: str) -> None:
    """Write a file that only we can read, whole or not at all."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.touch(mode=0o600)
    partial.write_text(text)
    partial.replace(path)


def command_of(pid: int) -> str:
    """The command line of a process, '' when there is none: a remembered number may belong to somebody else by now."""
    proc = Path("/proc")
    if (proc / "self").exists():
        try:
            return (proc / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    shown = subprocess.run(["ps", "-ww", "-p", str(pid), "-o", "args="], text=True, capture_output=True, check=False)
    return shown.stdout


def say(text: str) -> None:
    """One line, in plain words, at once."""
    print(text, file=sys.stderr, flush=True)
