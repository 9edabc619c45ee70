"""Articles brought in from the feeds of outlets: ``pelican-briefing pull``."""
