"""The settings of a deployment and of an account, and the log of faults."""
