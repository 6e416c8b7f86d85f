"""Text and rules in, drafts of statements out. Pure: no database, no network, no clock.

One small room a step: words -> marks -> cues -> phrases (who) -> bounds (what) -> frames (a statement).
"""
