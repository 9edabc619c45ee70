"""From lines to a story: roles, blocks of sentences, metadata, key points, tags."""
