"""The audit chain, and where its head is anchored outside."""
