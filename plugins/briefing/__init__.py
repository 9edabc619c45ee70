"""A Pelican plugin that makes a bilingual, fully cited briefing out of Arabic news articles.

Start reading at pipeline.py (what is done, in order) and model.py (to what).
"""


def register() -> None:
    """Connect the plugin to Pelican's signals; Pelican calls this."""
    from .edges.plugin import register as connect  # noqa: PLC0415 - the pipeline works without Pelican

    connect()


__all__ = ["register"]
