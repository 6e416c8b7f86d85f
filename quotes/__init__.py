"""Who said what, in Arabic news: finds statements, names their speakers, keeps them in a database."""

__version__ = "0.1.0"
