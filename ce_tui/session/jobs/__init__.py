"""What a signed-in person does, each job once: asks through an `Asker`, and says what came of it."""
