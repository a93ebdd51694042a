"""Piccolo's two engines made safe for a server: pooled, cancellable, migratable. Opened by ``cases.database`` only."""
