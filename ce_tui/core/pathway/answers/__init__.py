"""The answers of one screening: their shape, how they are read and checked."""
