"""What people take away of a plan: a page, a workbook, calendars and maps."""
