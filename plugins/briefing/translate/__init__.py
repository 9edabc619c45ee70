"""From an Arabic story to a bilingual one: memory first, then an engine, never a guess."""
