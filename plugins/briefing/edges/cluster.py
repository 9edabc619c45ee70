"""The processors of other machines, through Dask: an extra that a build does without."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from ..errors import SETTINGS_FILE, BriefingError, error_at
from ..fingerprint import code_key

SCHEME = "dask://"
"""How the address of a Dask cluster begins in the settings."""
PATIENCE = 10
"""Seconds in which a cluster has to answer."""


@contextmanager
def workers_of(address: str) -> Iterator[Executor]:
    """Yield what runs functions on the workers of a Dask cluster.

    Raise `BriefingError` where Dask is not installed, where the cluster does not answer, and where
    its workers have other code: they would make other bytes.
    """
    try:
        # Only who has a cluster installs it.
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        hint = "Install it with the extra: pip install 'pelican-briefing[dask]'"
        raise _wrong(address, "needs Dask, which is not installed", hint) from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            f"tcp://{address.removeprefix(SCHEME)}", timeout=PATIENCE
        )
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        hint = "Start its scheduler, or mend the address"
        raise _wrong(address, f"cannot be reached ({reason})", hint) from None
    with client:
        try:
            keys = set(client.run(code_key).values())
        except Exception:  # noqa: BLE001 - what a worker raises comes as one of many kinds
            keys = set()
        # With other code they would make other bytes, and nobody would know why.
        if keys != {code_key()}:
            hint = "Install the same release on each, and the same Python"
            message = "has workers without this code" if keys else "has no worker with this plugin"
            raise _wrong(address, message, hint)
        yield client.get_executor()


def _wrong(address: str, message: str, hint: str) -> BriefingError:
    return error_at(SETTINGS_FILE, f"“BRIEFING_EXECUTOR”: {address} {message}", hint)
