"""Worked cases from files: read strictly, answered by the code that serves real cases, compared."""
