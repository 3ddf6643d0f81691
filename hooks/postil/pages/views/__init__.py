"""What templates show: plain values worked out from the index, one module a kind of page."""
