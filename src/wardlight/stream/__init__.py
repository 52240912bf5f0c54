"""The same step as an object that a service holds: one message or an Arrow batch in, new warnings out."""

from wardlight.stream.batch import Sent
from wardlight.stream.detector import Detector, Standing, Warned

__all__ = ["Detector", "Sent", "Standing", "Warned"]
