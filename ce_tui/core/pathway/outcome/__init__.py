"""What follows from the answers: what they indicate, the steps, whom to call."""
