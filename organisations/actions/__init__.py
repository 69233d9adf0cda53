"""Everything that changes who is who. Each action is one transaction."""
