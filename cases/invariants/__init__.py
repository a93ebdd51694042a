"""What must hold of the data whatever happened: after a crash, a restore, an upgrade. Each check gives counterexamples.

They carry the numbers I1 to I16 of the promises in SECURITY.md. ``examining`` runs those that data alone can answer;
``runs`` has those about a run that was watched from outside.
"""
