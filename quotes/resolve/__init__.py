"""Drafts and their article in, speakers out. Pure: one candidate, or none and why."""
