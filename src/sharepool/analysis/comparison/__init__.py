"""What changes between two plans, in people's terms."""
