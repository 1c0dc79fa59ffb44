"""How two texts compare. Pure."""
