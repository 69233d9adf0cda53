"""Everything that changes a hearing. Each action is one transaction, and locks the case first."""
