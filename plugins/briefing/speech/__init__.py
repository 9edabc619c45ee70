"""Who says what: attribution of direct and reported speech to speakers."""
