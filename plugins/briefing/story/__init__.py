"""Lines to a story: what each line is, blocks of sentences, metadata, key points, tags."""
