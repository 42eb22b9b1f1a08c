"""Which sports association runs a point at which school (社团设点)."""
