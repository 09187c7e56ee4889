-- What daily use of the window asks: views of the journal that the person named.

CREATE TABLE saved_view (               -- a filter, an order and columns, under a name
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL,                -- as JSON; whoever reads it leaves out what it does not know
  is_default INTEGER NOT NULL DEFAULT 0 -- the one with which the page begins; one at most
) STRICT;

CREATE TABLE merged_entry (             -- entries that the person made one, to purge them with the one that is left
  kept_uid TEXT NOT NULL,
  merged_uid TEXT NOT NULL,
  PRIMARY KEY (kept_uid, merged_uid)
) STRICT, WITHOUT ROWID;

-- One act upon very many entries keeps single values of their rows, which the engine alone puts back.
CREATE TABLE undo_value (
  step_id INTEGER NOT NULL REFERENCES undo_step (id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,            -- of interaction_tag: the tag itself, 1 where the entry has it
  row_id INTEGER NOT NULL,              -- the interaction
  before ANY,
  after ANY,
  PRIMARY KEY (step_id, table_name, column_name, row_id)
) STRICT, WITHOUT ROWID;
