"""The full-screen app: one terminal, who is signed in at it, from place to place, its lock and its endings."""
