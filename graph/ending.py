"""Turns every ending of a command into an exit code and at most one sentence on standard error."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime

import typer

from graph.errors import TrunklineError
from graph.settings import load_settings
from graph.terminal import safe

BROKEN_PIPE = 141  # 128 + SIGPIPE, what any other tool in a pipe reports
INTERRUPTED = 130  # 128 + SIGINT


def is_interrupted(error: BaseException | None) -> bool:
    """Tell whether ``error`` arose while leaving because of Ctrl-C, as where a broken connection cannot be closed."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def reader_left(error: Exception) -> int:
    """End quietly where standard output is the closed pipe; anything else is an error like any other."""
    try:
        print(flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the flush at exit shall not fail
        return BROKEN_PIPE
    return explain(error)


def explain(error: Exception) -> int:
    """Print the one sentence that ``error`` deserves and return its exit code."""
    typer.echo(safe(sentence_of(error)), err=True)
    return int(getattr(error, "exit_code", 1))


def sentence_of(error: Exception) -> str:
    """Give the one sentence that ``error`` deserves; where it is unforeseen, its traceback goes to the log."""
    if os.environ.get("TRUNKLINE_DEBUG") == "1":
        traceback.print_exception(error)
    if isinstance(error, typer.Abort):
        return "Stopped: no answer was given."
    if isinstance(error, typer.TyperException):
        return _usage(error)
    if isinstance(error, TrunklineError):
        return str(error)
    return f"Something unforeseen went wrong ({type(error).__name__}): {_log(error)}."


def _usage(error: typer.TyperException) -> str:
    """One line in place of typer's three; a message of several lines is already a help page."""
    message, ctx = error.format_message(), getattr(error, "ctx", None)
    ended = message if message.endswith((".", "?")) else f"{message}."
    return message if ctx is None or "\n" in message else f'{ended} See "{ctx.command_path} --help".'


def _log(error: Exception) -> str:
    """Append the traceback to the log and say where it stands."""
    try:
        path = load_settings().home / "logs" / "errors.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n")
            traceback.print_exception(error, file=log)
    except (OSError, TrunklineError):
        return "run it again with TRUNKLINE_DEBUG=1 to see where"
    return f"the details are in {path}"
