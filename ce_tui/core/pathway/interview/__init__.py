"""The interview: its sections, its questions, the replies to them and what these change."""
