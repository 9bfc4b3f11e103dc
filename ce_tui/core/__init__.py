"""The rules, the keeping and the leaving of a screening. Knows no screen."""
