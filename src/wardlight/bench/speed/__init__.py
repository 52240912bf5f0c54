"""How fast the detector is on harmless made-up messages, beside a peer on the same ones."""
