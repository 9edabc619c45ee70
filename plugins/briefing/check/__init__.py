"""What can be wrong with a translation, each told by one small function from the two texts."""
