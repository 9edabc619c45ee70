"""Settings for building on this machine; publishconf.py adds what publishing needs.

Only what a site's owner may want to change is here, top first. docs/settings.md lists every
BRIEFING_ setting.
"""

import importlib.util
import os
import sys

import pelican.plugins

# Your site ------------------------------------------------------------------------------------

SITENAME = "موجز العراق · Iraq Briefing"
SITEURL = "https://briefing.example"  # publishing: SITEURL=https://your.host make publish
BRIEFING_TITLE_AR = "موجز العراق"
BRIEFING_TITLE_EN = "Iraq Briefing"
BRIEFING_ABOUT_AR = "أخبار التحالف الدولي في العراق: كل جملة منسوبة إلى مصدرها."
BRIEFING_ABOUT_EN = "The coalition in Iraq, in Arabic and English: every line leads to its source."
# What translates sentences that seeds/*.en.po lacks; what is sent where is said before. With "none"
# nothing is ever sent; docs/translation.md lists the others.
BRIEFING_ENGINE = "google"
BRIEFING_LOCALE_AR = "ar_IQ"  # names of months as in Iraq
BRIEFING_FEED_ID = "iraq-briefing"  # part of the ids in feeds: never change it

# How it is built ------------------------------------------------------------------------------

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS = ["briefing"]  # unset, Pelican would load whatever is installed
STATIC_PATHS: list[str] = []
ARTICLE_EXCLUDES = ["extra"]  # files for the root of the published site: see publishconf.py

DEFAULT_LANG = "ar"
TIMEZONE = "UTC"
DEFAULT_PAGINATION = 30  # articles on a page of a list
# What else of Pelican's settings the theme needs, the plugin sets: edges/pelican_defaults.py.

# The plugin has one name here and installed: pelican.plugins.briefing, in plugins/briefing here.
_here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
pelican.plugins.__path__.append(os.path.join(_here, "plugins"))  # noqa: PTH118
# Pelican would only log a missing plugin and exit 0 with an empty site.
for _plugin in PLUGINS:
    if importlib.util.find_spec(f"pelican.plugins.{_plugin}") is None:
        sys.exit(
            f"error: pelicanconf.py: the plugin “{_plugin}” is not there. "
            "Put it into plugins/, install it or mend PLUGINS."
        )
