"""Sample data: logs as tools would have left them, and journals of invented work.

Layer rule: may know what is below it; feeds a journal through its own methods, and knows no SQL.
"""

from aijournal.demo.demo_journal import make_demo_journal
from aijournal.demo.profiles import QUOTAS, Profile, make_profile_journal
from aijournal.demo.sample_logs import write_sample_logs

__all__ = ["QUOTAS", "Profile", "make_demo_journal", "make_profile_journal", "write_sample_logs"]
