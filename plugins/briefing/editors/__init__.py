"""What editors write in seeds/: sidecars, the glossary, topics."""
