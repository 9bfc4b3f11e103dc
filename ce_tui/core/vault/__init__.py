"""How screenings are kept: keys, the encrypted store, the audit chain, the casebook."""
