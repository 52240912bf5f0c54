"""The sealed pack: a record that can be checked without us, and that holds no picture."""
