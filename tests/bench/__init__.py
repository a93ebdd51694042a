"""Measurements, each run by a command. What they write in their own process is sealed under keys that end with it."""

from cases import ciphers

if ciphers.is_empty():
    ciphers.use(ciphers.in_memory())
