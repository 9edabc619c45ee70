"""From bilingual stories to one cited page on a topic. One kind of fact per file."""
