"""File formats of seeds: one module a format, from bytes to lines, and the table of them."""
