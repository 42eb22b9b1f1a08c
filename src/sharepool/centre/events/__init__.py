"""Events of a day, tours of body tests, and days at labour bases: what they ask of the week."""
