"""A conversation a line at a time: the console, questions, what is said and heard."""
