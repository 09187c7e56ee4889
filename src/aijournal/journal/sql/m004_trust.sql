-- What makes a journal one to trust for years: a trash, deletion that lasts, drafts, and sums that show damage.

CREATE TABLE trash (                    -- one deletion by the person, whole until it is emptied
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  label TEXT NOT NULL,                  -- as the person reads it
  import_run_id INTEGER,                -- the import that was taken back; NULL: entries
  next_exchange INTEGER NOT NULL        -- the number of the first exchange that came later
) STRICT;
CREATE INDEX trash_at ON trash (at);

-- The rows of a deletion as they were, column by column; every table of entries has its twin.
CREATE TABLE trash_interaction AS SELECT 0 AS trash_id, * FROM interaction WHERE 0;
CREATE TABLE trash_exchange AS SELECT 0 AS trash_id, * FROM exchange WHERE 0;
CREATE TABLE trash_call AS SELECT 0 AS trash_id, * FROM call WHERE 0;
CREATE TABLE trash_assessment AS SELECT 0 AS trash_id, * FROM assessment WHERE 0;
CREATE TABLE trash_interaction_tag AS SELECT 0 AS trash_id, * FROM interaction_tag WHERE 0;
-- Numbers of what lies in the trash are not given again, so their highest must be found at once.
CREATE INDEX trash_interaction_number ON trash_interaction (id);
CREATE INDEX trash_exchange_number ON trash_exchange (id);
CREATE INDEX trash_call_number ON trash_call (id);
CREATE INDEX trash_interaction_trash ON trash_interaction (trash_id);
CREATE INDEX trash_exchange_trash ON trash_exchange (trash_id);
CREATE INDEX trash_call_trash ON trash_call (trash_id);
CREATE INDEX trash_assessment_trash ON trash_assessment (trash_id);
CREATE INDEX trash_interaction_tag_trash ON trash_interaction_tag (trash_id);

CREATE TABLE tombstone (                -- a deleted exchange: a keyed hash, so that a log cannot bring it back
  hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE INDEX exchange_run ON exchange (import_run_id);
ALTER TABLE undo_step ADD COLUMN next_exchange INTEGER NOT NULL DEFAULT 0; -- as in the trash
ALTER TABLE import_run ADD COLUMN undone_at INTEGER; -- when the person took back what it brought
ALTER TABLE source_file ADD COLUMN has_left_out INTEGER NOT NULL DEFAULT 0; -- what it says of deleted ones
CREATE INDEX undo_row_row ON undo_row (table_name, row_id);

CREATE TABLE import_rejection (         -- why records of a reading were rejected
  import_run_id INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (import_run_id, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (                    -- what is being typed, so that it outlives the program
  name TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The entries of a local day, summed up. Every rightful change of a day removes its sum, so one that is still
-- there and does not fit tells of a change that nobody made. A migration that changes the tables of entries
-- empties this one.
CREATE TABLE day_checksum (
  local_day TEXT PRIMARY KEY,
  entries INTEGER NOT NULL,
  checksum BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER interaction_added AFTER INSERT ON interaction BEGIN
  DELETE FROM day_checksum WHERE local_day = NEW.local_day;
END;
CREATE TRIGGER interaction_changed AFTER UPDATE ON interaction BEGIN
  DELETE FROM day_checksum WHERE local_day IN (OLD.local_day, NEW.local_day);
END;
CREATE TRIGGER interaction_removed AFTER DELETE ON interaction BEGIN
  DELETE FROM day_checksum WHERE local_day = OLD.local_day;
END;
CREATE TRIGGER assessment_added AFTER INSERT ON assessment BEGIN
  DELETE FROM day_checksum
  WHERE local_day = (SELECT local_day FROM interaction WHERE id = NEW.interaction_id);
END;
CREATE TRIGGER assessment_changed AFTER UPDATE ON assessment BEGIN
  DELETE FROM day_checksum
  WHERE local_day IN (SELECT local_day FROM interaction WHERE id IN (OLD.interaction_id, NEW.interaction_id));
END;
CREATE TRIGGER assessment_removed AFTER DELETE ON assessment BEGIN
  DELETE FROM day_checksum
  WHERE local_day = (SELECT local_day FROM interaction WHERE id = OLD.interaction_id);
END;
CREATE TRIGGER tag_added AFTER INSERT ON interaction_tag BEGIN
  DELETE FROM day_checksum
  WHERE local_day = (SELECT local_day FROM interaction WHERE id = NEW.interaction_id);
END;
CREATE TRIGGER tag_changed AFTER UPDATE ON interaction_tag BEGIN
  DELETE FROM day_checksum
  WHERE local_day IN (SELECT local_day FROM interaction WHERE id IN (OLD.interaction_id, NEW.interaction_id));
END;
CREATE TRIGGER tag_removed AFTER DELETE ON interaction_tag BEGIN
  DELETE FROM day_checksum
  WHERE local_day = (SELECT local_day FROM interaction WHERE id = OLD.interaction_id);
END;
