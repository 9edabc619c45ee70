"""A Pelican plugin that makes a bilingual, fully cited briefing out of Arabic news articles.

Start reading at pipeline.py (what is done, in order) and model.py (to what).
"""

import sys


def register() -> None:
    """Connect the plugin to Pelican's signals; Pelican calls this."""
    try:
        # Here, since the pipeline works without Pelican.
        from .edges.plugin import register as connect  # noqa: PLC0415
    except KeyboardInterrupt:
        # Pelican would end with 0, as if it had built the site.
        sys.exit("stopped: nothing was built")

    connect()


__all__ = ["register"]
