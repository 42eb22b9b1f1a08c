"""Why sessions are missing: what stands in each person's way, and one verdict per demand."""
