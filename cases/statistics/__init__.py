"""What is counted and how: each number defined once, over plain facts, so that a cell is always its own rows."""
