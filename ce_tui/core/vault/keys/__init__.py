"""Who can open the store: passphrases, key slots, recovery, a new key."""
