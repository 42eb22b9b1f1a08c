"""From class counts to demands and pool: a school's own teachers first."""
