"""Every command once, and which key it has."""
