"""Dates in text: expressions in Arabic and English, calendars, and the one value for time."""
