"""From names to ids: the gazetteer, and what a person decides about unknown names."""
