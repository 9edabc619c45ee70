"""Settings for publishing: those of pelicanconf.py with the real address of the site.

SITEURL=https://your.host/sub/path make publish

docs/publishing.md has a section for each host.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120

from pelicanconf import *  # noqa: F403

SITEURL = (os.environ.get("SITEURL") or globals().get("SITEURL", "")).strip().rstrip("/")
if SITEURL.endswith("//briefing.example"):
    SITEURL = ""
if not SITEURL.startswith(("http://", "https://")):
    wrong = "the address of the site is not set"
    if SITEURL:
        wrong = f"“{SITEURL}” must start with https://"
    sys.exit(
        f"error: publishconf.py: {wrong}. "
        "Run SITEURL=https://your.host make publish, or write it into pelicanconf.py."
    )
# A host's build sets it to "none": the memories that an engine fills there are thrown away.
if "BRIEFING_ENGINE" in os.environ:
    BRIEFING_ENGINE = os.environ["BRIEFING_ENGINE"]

# What a host looks for at the root of the site, as _headers or CNAME, is in content/extra/. Nothing
# there is a post, not even a page in HTML by which a search engine knows the owner.
STATIC_PATHS = ["extra"]
ARTICLE_EXCLUDES = ["extra"]
PATH_METADATA = r"extra/(?P<path>.+)"
