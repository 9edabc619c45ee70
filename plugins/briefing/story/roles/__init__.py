"""What each line of a page is: the rules in order in cascade.py, one kind of line a module."""
