"""A new site: the files of `sample/`, with an invented article that shows how a site is made."""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import error_at, some_of
from ..language.slugs import slug_for

_SAMPLE = Path(__file__).parent / "sample"
_ENDING = ".sample"
"""Ends the name of a file that would be something else here: a module, a Makefile of the plugin."""
_NAME = "my-site"
"""What the sample's settings call the site; a new one is called as its folder."""


def make_site(folder: Path) -> list[str]:
    """Write a new site into a folder, and return the paths of its files.

    The folder is made if it is not there, and may hold other files: a repository, say.

    Raise `BriefingError` where it would write over anything, before anything is written, and
    where it cannot write.
    """
    texts = {}
    for path in sorted(_SAMPLE.rglob("*")):
        if path.is_file():
            name = path.relative_to(_SAMPLE).as_posix().removesuffix(_ENDING)
            texts[name] = path.read_text(encoding="utf-8")
    settings = texts["pelicanconf.py"]
    texts["pelicanconf.py"] = settings.replace(_NAME, slug_for(folder.resolve().name))
    # A link that leads nowhere is somebody's, too.
    taken = [name for name in texts if os.path.lexists(folder / name)]
    if taken:
        message = f"it has {some_of(taken)} already"
        raise error_at(str(folder), message, "Name another folder, or move that away")
    try:
        # Pelican warns of the folder of pictures, which it watches, as long as there is none.
        (folder / "content" / "images").mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            # Opened so that what came to be there in the meantime stays as well.
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        message = f"cannot be written ({error.strerror})"
        raise error_at(str(folder), message, "Look at the folder, or name another") from None
    return list(texts)
