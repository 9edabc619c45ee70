"""The day on which a command is run: what no build asks for, or its bytes would change with it."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def today(zone: str = "UTC") -> date:
    """Return the day in a zone; SOURCE_DATE_EPOCH sets it for runs that are to be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    # A zone that is none is told where settings are checked.
    with suppress(KeyError, ValueError, OSError):
        now = now.astimezone(ZoneInfo(zone))
    return now.date()
