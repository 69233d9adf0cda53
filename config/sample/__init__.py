"""
Sample data: two real authorities with all their real schools, and people nobody ever met.

The schools, their types and dates come from the school register (Department for Education, Open
Government Licence v3.0). Every person, case and outcome is invented; no name here is anybody's.
"""
