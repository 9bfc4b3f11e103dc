"""Before anybody is signed in, and the lock."""
