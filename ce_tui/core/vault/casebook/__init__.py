"""What a signed-in person may do with screenings, accounts and the log: the one door to the store."""
