"""From the text of one seed to one Arabic story. One concern per file."""
