"""Documents: what may enter, whatever road it comes by."""
