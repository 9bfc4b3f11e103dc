"""The line mode: the whole app as questions and answers, a line each, over any reader and writer. Never Textual."""
