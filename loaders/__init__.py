"""How facts get in: reference tables, documents, extraction, resolution, refresh."""
