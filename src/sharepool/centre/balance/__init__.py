"""How evenly schools are staffed and served (优质均衡)."""
