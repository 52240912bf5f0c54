"""What the reader of tables is made of. No reader stands here.

``columns`` is which column means what, ``rows`` turns a file into records, ``times`` reads what a
program or a spreadsheet writes as a time.
"""
