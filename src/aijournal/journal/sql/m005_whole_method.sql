-- When everything was last looked at and found sound, and what keeps the undo log quick in a long journal.

ALTER TABLE journal_key ADD COLUMN checked_at INTEGER;  -- NULL: never
CREATE INDEX undo_step_at ON undo_step (at);
CREATE INDEX undo_step_undone ON undo_step (id) WHERE is_undone;
