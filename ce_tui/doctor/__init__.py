"""Says what works on this machine and in this deployment, and what to do."""
