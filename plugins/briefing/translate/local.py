"""A model on this machine, for people who may not send text to anyone.

Mozilla's Arabic to English model, run by CTranslate2 (PyPI `firefox-translations`, the extra
``local``). The model is a download of its own; a folder that has one needs no network.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import Any

LOCAL = "local"
_loading = threading.Lock()


def local_translator(folder: str) -> Callable[[str], object]:
    """Return the translator of the model in a folder, or with no folder of Mozilla's own."""
    with _loading:
        model = _model(folder)
    translate: Callable[[str], object] = model.translate
    return translate


@cache
def _model(folder: str) -> Any:
    """Return a model, loaded once; it takes a second and is safe to share."""
    from firefox_translations import Translator  # noqa: PLC0415 - an extra, slow to import

    return Translator("ar", "en", model_dir=folder or None, device="cpu")
