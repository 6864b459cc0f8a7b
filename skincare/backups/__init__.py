"""Backups: one file with a copy of the database and a manifest that says what it is."""
