"""The right desk the first time, the law in plain words, the child kept as the victim: cited, dated, and never sent."""

from wardlight.guidance.choose import Cite, Desk, Guidance, Line, Paper, choose
from wardlight.guidance.pack import NATIONS, Pack, pack
from wardlight.guidance.situation import Situation

__all__ = [
    "NATIONS",
    "Cite",
    "Desk",
    "Guidance",
    "Line",
    "Pack",
    "Paper",
    "Situation",
    "choose",
    "pack",
]
