"""Rules that give each line of a page its role; their order is in cascade.py."""
