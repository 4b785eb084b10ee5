"""Editing answers, guides and examples: what is alike for all three."""
