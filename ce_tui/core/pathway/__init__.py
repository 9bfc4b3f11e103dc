"""What the pathway document says and what follows from it. Pure: reads no clock, writes nothing."""
