"""The basis of an editor's own words, written into a topic's file as the rest of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import Table

from .toml_lines import Where


def with_basis(text: str, digests: Mapping[Where, str]) -> str:
    """Return a topic's TOML with the `basis` of the statements at these places, comments kept."""
    document = tomlkit.parse(text)
    for place, digest in digests.items():
        value: Any = document
        for part in place:
            # One statement needs no list, and then its number leads nowhere.
            if isinstance(part, str) or isinstance(value, list):
                value = value[part]
        if isinstance(value, Table) and "basis" not in value:
            # Right after its cites: what follows these may be a remark on the next table.
            value.value._insert_after("cites", "basis", digest)  # noqa: SLF001 - no other way
        else:
            value["basis"] = digest
    return tomlkit.dumps(document)
