"""Who works on a problem: strategies side by side on the cores there are."""
