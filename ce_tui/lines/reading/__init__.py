"""What needs no case: contacts, guidance, the empty form."""
