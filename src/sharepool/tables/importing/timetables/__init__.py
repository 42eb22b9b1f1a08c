"""Weekly timetables of a school, made into the ground that is taken and the time that is free.

`grids`, `asc` and `fet` each read files of their kind into the lessons of `lessons`; `periods` finds
when a period takes place, `known` what a problem says already, `occupancy` derives ``closures`` and
``availability`` from the lessons, and `reading` puts them together.
"""
