"""The encrypted database: the interface that every store has, and the one over SQLCipher."""
