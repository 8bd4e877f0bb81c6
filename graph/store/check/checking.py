"""``trunkline store check``: the files, the engine, and the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import GraphNotReady, StoreError
from graph.store.alone import held_alone
from graph.store.check.comparing import compare
from graph.store.check.report import CheckReport
from graph.store.port import open_store
from graph.store.transfer.progress import Progress, silent

if TYPE_CHECKING:
    from graph.settings import Settings


def check(settings: Settings, progress: Progress = silent) -> CheckReport:
    """Check the configured store; what keeps the embedded one from opening at all is the one problem then.

    The engine of a server is its administrator's to check; the graph in it is compared all the same. A server that
    refuses a login, and a graph that waits for something to be done first, are not damaged: they raise ``StoreError``.
    """
    with held_alone(settings.home):
        try:
            with open_store(settings) as store:
                report = compare(store, progress)
        except GraphNotReady:
            raise
        except StoreError as error:
            if settings.store_uri:
                raise
            return CheckReport(problems=[str(error)])
        if settings.store_uri:
            report.remarks.append("The server's own files are for its administrator to check.")
        else:
            from graph.store.embedded.checkup import engine_complaints

            report.blame(engine_complaints(settings))
        return report
