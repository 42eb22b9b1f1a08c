"""What people read of a plan as tables: itineraries, timetables, coverage; and a solve's files."""
