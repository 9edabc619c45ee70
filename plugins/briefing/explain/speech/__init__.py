"""Who speaks in a sentence: words of saying, their subjects, and the names those have."""
