"""A model on this machine, for people who may not send text to anyone.

Run by CTranslate2 through PyPI `firefox-translations` (the extra ``local``): a folder with a model
in CTranslate2's format, or in Marian's with self-attention, and its SentencePiece vocabulary.
Nothing is downloaded in a run: whoever sets this engine wants no request made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

LOCAL = "local"
LONGEST_LOCAL = 400
"""Characters. CTranslate2 writes no more than 256 pieces at once and cuts the rest off."""
MODELS = ("model.bin", "ctranslate2_model/model.bin", "*.npz")


def is_model(folder: str) -> bool:
    """Tell whether a folder holds a model and its vocabulary."""
    path = Path(folder).expanduser()
    if not folder or not path.is_dir():
        return False
    return any(path.glob("*.spm")) and any(any(path.glob(name)) for name in MODELS)


_loading = threading.Lock()


def local_translator(folder: str) -> Callable[[str], object]:
    """Return the translator of the model in a folder; threads may share it."""
    with _loading:
        model = _model(folder)
    translate: Callable[[str], object] = model.translate
    return translate


@cache
def _model(folder: str) -> Any:
    """Return a model, loaded once; it takes a second and is safe to share."""
    from firefox_translations import Translator  # noqa: PLC0415 - an extra, slow to import

    return Translator("ar", "en", model_dir=Path(folder).expanduser(), device="cpu")
