"""The partnership's document as data: read, checked, searched."""
