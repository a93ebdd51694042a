"""Backups: one file with database, files and manifest; made while people write, restored whole, proved by restoring."""
