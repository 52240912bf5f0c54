"""From observations to a score that explains itself, and a warning fixed at a message."""

from wardlight.risk.state import Context, State, Warning_, start
from wardlight.risk.step import step
from wardlight.risk.weights import WEIGHTS, Weights

__all__ = ["WEIGHTS", "Context", "State", "Warning_", "Weights", "start", "step"]
