"""Checks of translations: each a small function of the Arabic and the English of a segment."""
