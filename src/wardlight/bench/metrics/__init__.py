"""Every figure as a pure function of counts, each with the paper it is from."""
