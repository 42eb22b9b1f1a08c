"""The sharing centre around the week: a folder a feature, read from top to bottom.

Tables in, plain data out. Nothing here reaches into the week's engine: features make problems for
it and read plans from it; those that decide something have a small model of their own.
"""
