"""A reminder a day at most, and only for those who want one."""
