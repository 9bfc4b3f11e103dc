"""Before anybody is signed in: set-up, sign-in, recovery, the lock."""
