"""Which school takes which athlete (升学): by score, then by lot."""
