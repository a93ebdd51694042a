"""Attacks on the program with inputs as they come from people who mean harm: ``python -m tests.attack KIND``.

Each kind is a module with ``options(parser)`` and ``run(asked)``, which gives rows of the table; a sample of it runs in
the suite (``test_KIND.py`` beside it).
"""
