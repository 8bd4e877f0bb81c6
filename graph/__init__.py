"""What the graph is: entities, claims, time, units, identity, schema, fusing, the store."""
