"""The console's own commands: a registry, and one file for each group of them."""
