"""What every room may use: errors, how a process ends and what it leaves, what rooms register."""
