-- What keeps undo and the trash sound and quick in a journal of any length.

-- Journals that the first edition of version 5 made lack these two.
CREATE TABLE IF NOT EXISTS joined_entry (             -- typed entries that became one with imported ones, to purge them with these
  imported_uid TEXT NOT NULL,
  typed_uid TEXT NOT NULL,
  PRIMARY KEY (imported_uid, typed_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS interaction_last_task ON interaction (project, started_at, task) WHERE task IS NOT NULL;

CREATE INDEX undo_value_row ON undo_value (row_id); -- numbers that undo keeps are not given again
CREATE INDEX trash_interaction_uid ON trash_interaction (uid);
