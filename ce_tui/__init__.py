"""A terminal app for screening a child for exploitation along a partnership's pathway."""

__version__ = "0.1.0"
