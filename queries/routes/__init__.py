"""The route engine: best routes, greatest flow, the cut that proves it, and the evidence of every hop."""
