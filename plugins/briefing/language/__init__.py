"""Knowledge of Arabic and English: folding, stems, numbers, sentences, negation, word lists."""
