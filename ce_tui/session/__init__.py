"""What a signed-in person does, whoever draws it. Knows no front end."""
