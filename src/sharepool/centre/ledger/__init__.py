"""The ledger of a term: what each person gave and is owed, claims, loans and budgets."""
