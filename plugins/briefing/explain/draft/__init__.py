"""A topic drafted from the stories at hand, as TOML for a person to finish."""
