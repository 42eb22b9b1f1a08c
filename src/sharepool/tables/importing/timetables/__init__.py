"""Weekly timetables of a school, made into the ground that is taken and the time that is free.

`grids` (with `blocks` and `cells`), `asc` and `fet` (with `xml_files`) each read files of their
kind into the lessons of `lessons`; `periods` finds when a period takes place, `known` what a
problem says already, `occupancy` derives ``closures`` and ``availability`` from the lessons,
`reading` puts them together, and `writing` puts the tables into a folder.
"""
