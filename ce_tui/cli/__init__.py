"""The command line: one file a family of commands. A front end is imported only when a command runs it."""
