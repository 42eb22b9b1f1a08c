"""The fast search: ruin and recreate over whole itineraries, compiled."""
