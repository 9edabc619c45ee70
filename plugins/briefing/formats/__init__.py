"""Seed files to lines: one format a module (text, HTML, Markdown), plus encodings."""
