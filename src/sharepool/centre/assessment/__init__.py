"""From the ledger to bands (考核): people, schools and associations, each point with its rows."""
