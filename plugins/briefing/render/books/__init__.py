"""The briefing as books (EPUB) and as one HTML file, made from the site's finished pages."""
