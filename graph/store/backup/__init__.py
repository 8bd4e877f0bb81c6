"""Backups: export files in the home folder, numbered, one folder a store."""
