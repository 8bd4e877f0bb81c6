"""A Cypher parser for people who type: fast, tolerant of both stores' dialects, exact about the place of an error."""
