"""The catalogue: one ``.cypher`` file per question, general and with parameters."""
