"""Settings for publishing: those of pelicanconf.py with the real address of the site.

SITEURL=https://your.host/sub/path make publish
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120

from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
if not SITEURL.startswith(("http://", "https://")):
    sys.exit(
        "error: publishconf.py: the address of the site is not set. "
        "Run SITEURL=https://your.host make publish, or write it into publishconf.py."
    )
