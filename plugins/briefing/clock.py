"""The day on which a command is run: what no build asks for, or its bytes would change with it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return the day in UTC; SOURCE_DATE_EPOCH sets it for runs that are to be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
