"""From stories and explainers to the text of files. No file is touched here."""
