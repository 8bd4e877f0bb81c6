"""How answers get out: the catalogue, the route network, rendering, the console."""
