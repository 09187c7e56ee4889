-- What the whole method asks: the exchange that was useful, rework asked about once, the person's own lists,
-- entries that are not the same work, and signals that are to stay silent.

ALTER TABLE assessment ADD COLUMN useful_exchange_id INTEGER; -- after it nothing more was needed
ALTER TABLE assessment ADD COLUMN rework_asked_at INTEGER;    -- when it was asked about, which is once
ALTER TABLE trash_assessment ADD COLUMN useful_exchange_id INTEGER;
ALTER TABLE trash_assessment ADD COLUMN rework_asked_at INTEGER;
DELETE FROM day_checksum;               -- an assessment says more than when the days were summed
CREATE INDEX assessment_rework ON assessment (assessed_at)
  WHERE rework_minutes IS NULL AND rework_asked_at IS NULL;

CREATE TABLE task_type (                -- a kind of work that the person put in order, or put away
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  is_retired INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE bottleneck (               -- where the work is stuck, and from when to when
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  first_day TEXT,                       -- NULL: ever
  last_day TEXT                         -- NULL: still
) STRICT;
CREATE INDEX bottleneck_name ON bottleneck (name);

CREATE TABLE other_work (               -- two entries that look like the same work and are not
  id INTEGER PRIMARY KEY,
  typed_id INTEGER NOT NULL,
  imported_id INTEGER NOT NULL,
  UNIQUE (typed_id, imported_id)
) STRICT;
CREATE TABLE joined_entry (             -- typed entries that became one with imported ones, to purge them with these
  imported_uid TEXT NOT NULL,
  typed_uid TEXT NOT NULL,
  PRIMARY KEY (imported_uid, typed_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_typed ON interaction (source, started_at) WHERE source IS NULL;

CREATE TABLE signal_pause (             -- a question that the person does not want to hear for a while
  id INTEGER PRIMARY KEY,
  signal TEXT NOT NULL UNIQUE,
  until_day TEXT NOT NULL
) STRICT;

-- What value figures are grouped and filtered by lies beside what they sum.
DROP INDEX interaction_value;
CREATE INDEX interaction_value ON interaction (
  local_day, is_prompted, is_audit, calls, calls_without_tokens, calls_lower_bound, typed_tokens,
  input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, active_minutes,
  source, tool, project, task, main_model_id
);
CREATE INDEX interaction_task ON interaction (task, local_day) WHERE task IS NOT NULL;
CREATE INDEX interaction_last_task ON interaction (project, started_at, task) WHERE task IS NOT NULL;
CREATE INDEX assessment_bottleneck ON assessment (bottleneck) WHERE bottleneck IS NOT NULL;

-- When everything was last looked at and found sound, and what keeps the undo log quick in a long journal.
ALTER TABLE journal_key ADD COLUMN checked_at INTEGER;        -- NULL: never
CREATE INDEX undo_step_at ON undo_step (at);
CREATE INDEX undo_step_undone ON undo_step (id) WHERE is_undone;

-- What the calls of interactions with stated minutes cost, worked out once for each list of prices.
CREATE TABLE interaction_cost (
  interaction_id INTEGER PRIMARY KEY,
  nano_usd INTEGER                      -- NULL: a call without known tokens or without a price
) STRICT;
ALTER TABLE journal_key ADD COLUMN priced_by TEXT;            -- the list of prices that these are of
CREATE TRIGGER interaction_cost_changed
AFTER UPDATE OF calls, calls_without_tokens, calls_lower_bound, input_tokens, cache_write_tokens,
  cache_write_1h_tokens, cache_read_tokens, output_tokens, main_model_id ON interaction
BEGIN
  DELETE FROM interaction_cost WHERE interaction_id = OLD.id;
END;
CREATE TRIGGER interaction_cost_removed AFTER DELETE ON interaction BEGIN
  DELETE FROM interaction_cost WHERE interaction_id = OLD.id;
END;
