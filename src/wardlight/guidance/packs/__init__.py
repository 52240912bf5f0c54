"""The packs as data: a folder each. No code here."""
