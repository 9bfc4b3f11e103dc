"""The folder of the store: where it may lie, who is in it, room kept back on its disk."""
