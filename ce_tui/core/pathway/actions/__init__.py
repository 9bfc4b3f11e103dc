"""What was done about a screening: actions, how they are read and checked, what follows from them."""
