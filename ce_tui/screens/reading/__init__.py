"""What needs no case: guidance, contacts, help, keys, display."""
