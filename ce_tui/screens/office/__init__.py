"""People and oversight: accounts, the log, keeping, backup."""
