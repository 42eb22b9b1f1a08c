"""Families of problems, one module each: ``list_cases(argument)`` gives them."""
