"""Numbers of a governing board's meeting that are no duty with a clock of its own."""

# M3. Guidance, not law: "where possible", papers and the list of those attending go out this many
# school days before. Read as clear days it is one day earlier, so both days are shown.
PAPERS_SCHOOL_DAYS = 5

# G9. At a maintained school the decision is delegated to at least this many governors (the 2013
# Roles Regulations, known from a secondary page only). An academy follows its articles; the same
# number is asked of it.
PANEL_AT_LEAST = 3
