"""The eight sections of a screening, opening one, and how it leaves."""
