"""Home: what there is, finding it, beginning a new one."""
