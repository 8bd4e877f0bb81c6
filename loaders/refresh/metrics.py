"""The metrics of a refresh in Prometheus text: as a file for a collector of text files, or served on a port.

Needs the extra ``metrics``. All are gauges that tell of the last run, so a process that ends after each run tells the
same as a service that stays.
"""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from graph.errors import TrunklineError
from loaders.refresh.clock import moment_of
from loaders.refresh.health import ATTENTION, FAILED, OK, Health

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

HOST = "127.0.0.1"  # whoever wants it from another machine puts a proxy in front of it
PLAIN = {
    "last_start_timestamp_seconds": "When the last refresh began.",
    "last_end_timestamp_seconds": "When the last refresh ended, well or not.",
    "last_success_timestamp_seconds": "When the last refresh that did not fail ended.",
    "next_due_timestamp_seconds": "When the service refreshes again.",
    "duration_seconds": "How long the last refresh took.",
    "failures": "Failed refreshes since the last good one.",
}
LABELLED = {
    "status": ("1 for how the last refresh ended: ok, attention (a person is needed) or failed.", "status"),
    "changes": ("Items by what the last refresh did to them, and claims added and removed.", "kind"),
    "quarantined": ("What is in quarantine, by what it waits for.", "state"),
    "source_failures": ("Failed tries of a source since it was last read; sources that fail alone.", "source"),
}


class Metrics:
    """The gauges, kept in ``file`` and served on ``port`` of this machine.

    Raises:
        TrunklineError: the extra is missing, or the port is taken.
    """

    def __init__(self, file: Path | None, port: int | None) -> None:
        try:
            from prometheus_client import CollectorRegistry, Gauge
        except ModuleNotFoundError:
            raise TrunklineError(
                "Metrics need the package prometheus-client: install it with pip install 'trunkline[metrics]'."
            ) from None
        self._file = file
        self._registry = CollectorRegistry()
        self._plain = {
            name: Gauge(f"trunkline_refresh_{name}", text, registry=self._registry) for name, text in PLAIN.items()
        }
        self._labelled = {
            name: Gauge(f"trunkline_refresh_{name}", text, [label], registry=self._registry)
            for name, (text, label) in LABELLED.items()
        }
        self._served = _serve(port, self._registry) if port is not None else None

    @property
    def port(self) -> int | None:
        """The port that is served on."""
        return int(self._served[0].server_port) if self._served else None

    def tell(self, health: Health) -> None:
        """Set the gauges, and write the file as a whole; raises OSError."""
        moments = {
            "last_start": health.started, "last_end": health.ended, "last_success": health.success,
            "next_due": health.next_due,
        }  # fmt: skip
        for name, moment in moments.items():
            seconds = moment_of(moment).timestamp() if moment else 0.0
            self._plain[f"{name}_timestamp_seconds"].set(seconds)
        self._plain["duration_seconds"].set((moment_of(health.ended) - moment_of(health.started)).total_seconds())
        self._plain["failures"].set(health.failures)
        self._label("status", {one: int(one == health.status) for one in (OK, ATTENTION, FAILED)})
        self._label("changes", dict(health.counts))
        self._label("quarantined", dict(health.quarantined))
        self._label("source_failures", {one.name: one.failures for one in health.failing_sources})
        if self._file:
            from prometheus_client import write_to_textfile

            write_to_textfile(str(self._file), self._registry)

    def _label(self, name: str, values: dict[str, int]) -> None:
        gauge = self._labelled[name]
        gauge.clear()
        for label, value in values.items():
            gauge.labels(label).set(value)

    def close(self) -> None:
        """Serve no more."""
        if self._served:
            server, thread = self._served
            server.shutdown()
            server.server_close()
            thread.join()


def _serve(port: int, registry: CollectorRegistry) -> tuple[Any, Thread]:
    from prometheus_client import start_http_server

    try:
        return start_http_server(port, addr=HOST, registry=registry)
    except (OSError, OverflowError) as error:
        raise TrunklineError(f"The metrics cannot be served on port {port}: {error}.") from None
