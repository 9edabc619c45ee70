"""Settings of stock Pelican for the same posts: its own theme, no plugin and no feeds."""

SITENAME = "Stock Pelican"
PATH = "content"
THEME = "simple"
PLUGINS: list[str] = []  # unset, Pelican would load whatever is installed
TIMEZONE = "UTC"
DEFAULT_LANG = "ar"
DEFAULT_DATE = (1970, 1, 1)
DEFAULT_PAGINATION = 30  # as our lists
ARTICLE_URL = ARTICLE_LANG_URL = "{lang}/{slug}.html"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "{lang}/{slug}.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
