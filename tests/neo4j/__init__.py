"""A real Neo4j for the contract tests, and what only it can show."""
