"""Rules, and the engine that runs them over what was read."""
