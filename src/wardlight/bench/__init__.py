"""How well and how fast the detector does on chats that somebody brings: counts only, never a message's text.

``corpora`` reads chats, ``judge`` puts them through the detector, ``metrics`` counts, ``runs`` are the measurements,
``fitting`` weighs the contributions anew, ``pages`` writes it down.
"""
