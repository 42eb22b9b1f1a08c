"""Which hub school supports which township school (对口支援)."""
