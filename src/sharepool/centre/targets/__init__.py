"""Where a centre stands against its targets, county by county, with the trend over terms."""
