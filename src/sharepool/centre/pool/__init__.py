"""The state of the talent pool (人才库)."""
