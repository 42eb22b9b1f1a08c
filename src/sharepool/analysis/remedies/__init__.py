"""What would mend a plan's gaps: changes of the problem, each solved again."""
