"""Which teacher moves to which school for some years (教师交流轮岗)."""
