"""What a deployment and an account can set: configuration, preferences, themes, times; where faults are noted."""
