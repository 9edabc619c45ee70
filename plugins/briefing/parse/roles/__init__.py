"""What each line of a seed is: title, byline, caption, furniture … One kind of line a file."""
