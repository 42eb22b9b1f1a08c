"""A workbook as a bureau keeps it, made into a problem: what is read, what is asked.

`listings` finds header and rows of each sheet, `concepts` what a column means; `schools`, `people`,
`bells`, `needs` and `ways` each make tables of the lists of their kind; `answers` keeps what had to
be asked, `draft` where every cell comes from, and `workbook` puts them together.
"""
