-- The first schema.
--
-- Times are whole milliseconds since 1970 UTC. A "slot" is a quarter of an hour since then: quarter-hours
-- fit the days of every zone. Tokens that a tool did not record are NULL, never 0. What a log says
-- (exchange, call) and what a person says (assessment, tag, and title, task and url of an interaction)
-- are separate: importing never touches the latter.

CREATE TABLE journal_key (              -- one row: the secret of keyed hashes (audit draw)
  id INTEGER PRIMARY KEY CHECK (id = 1),
  secret BLOB NOT NULL
) STRICT;

CREATE TABLE source (                   -- a tool's logs on this machine
  name TEXT PRIMARY KEY,
  tool TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE model (                    -- id 0 stands for "the log does not say"
  id INTEGER PRIMARY KEY,
  name TEXT,
  provider TEXT
) STRICT;
CREATE UNIQUE INDEX model_name ON model (coalesce(name, ''), coalesce(provider, ''));
INSERT INTO model (id, name, provider) VALUES (0, NULL, NULL);

CREATE TABLE import_run (               -- one reading of one source
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source (name),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,                  -- NULL: cancelled or cut off
  records INTEGER NOT NULL DEFAULT 0,
  imported INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  ignored INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_run_source ON import_run (source, finished_at);

CREATE TABLE source_file (              -- the import ledger: what was read, and how far
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source (name),
  path BLOB NOT NULL,                   -- bytes, because file names need not be text
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  device TEXT NOT NULL,                 -- text, because these numbers can exceed 63 bits
  inode TEXT NOT NULL,
  read_offset INTEGER NOT NULL,
  line INTEGER NOT NULL,
  fingerprint BLOB NOT NULL,
  carry BLOB NOT NULL,
  UNIQUE (source, path)
) STRICT;

CREATE TABLE interaction (              -- what a person remembers and rates
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  source TEXT REFERENCES source (name), -- NULL: logged by hand
  conversation_id TEXT,
  tool TEXT,
  project TEXT,
  log_project TEXT,                     -- as the log has it; where project differs, the person said so
  task TEXT,
  title TEXT,
  url TEXT,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  time_zone TEXT NOT NULL,              -- where the person was
  utc_offset_minutes INTEGER NOT NULL,
  local_day TEXT NOT NULL,
  is_closed INTEGER NOT NULL DEFAULT 0, -- automatic grouping may not reshape it any more
  is_asked INTEGER NOT NULL DEFAULT 0,  -- the inbox asks about it
  is_audit INTEGER NOT NULL DEFAULT 0,  -- drawn at random
  is_prompted INTEGER NOT NULL DEFAULT 1, -- a person asked: it counts in coverage
  snoozed_until INTEGER,
  typed_tokens INTEGER,                 -- a total typed by hand, without a split
  -- sums of its calls, kept right in the transaction that changes them
  main_model_id INTEGER REFERENCES model (id), -- the model with most output
  exchanges INTEGER NOT NULL DEFAULT 0,
  calls INTEGER NOT NULL DEFAULT 0,
  calls_without_tokens INTEGER NOT NULL DEFAULT 0,
  calls_lower_bound INTEGER NOT NULL DEFAULT 0,
  input_tokens INTEGER,
  cache_write_tokens INTEGER,
  cache_write_1h_tokens INTEGER,
  cache_read_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  active_minutes INTEGER                -- NULL where no prompt is on record
) STRICT;
CREATE INDEX interaction_started ON interaction (started_at DESC, id DESC);
CREATE INDEX interaction_day ON interaction (local_day);
CREATE INDEX interaction_conversation ON interaction (source, conversation_id);
CREATE INDEX interaction_asked ON interaction (is_audit DESC, started_at DESC) WHERE is_asked = 1;

CREATE TABLE exchange (                 -- one prompt and what was done to answer it
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source (name),
  native_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  interaction_id INTEGER REFERENCES interaction (id),
  kind TEXT NOT NULL CHECK (kind IN ('prompt', 'run')),
  is_scripted INTEGER NOT NULL,
  prompt_group TEXT,
  project TEXT,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  source_file_id INTEGER REFERENCES source_file (id),
  prompt_offset INTEGER,                -- where the prompt lies in that file: peek, don't keep
  import_run_id INTEGER NOT NULL REFERENCES import_run (id),
  UNIQUE (source, native_id)
) STRICT;
CREATE INDEX exchange_conversation ON exchange (source, conversation_id);
CREATE INDEX exchange_interaction ON exchange (interaction_id, started_at);

CREATE TABLE call (                     -- one response of a model
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source (name),
  native_id TEXT NOT NULL,
  exchange_id INTEGER NOT NULL REFERENCES exchange (id),
  at INTEGER NOT NULL,
  model_id INTEGER NOT NULL REFERENCES model (id),
  is_sidechain INTEGER NOT NULL,
  input_tokens INTEGER,
  cache_write_tokens INTEGER,
  cache_write_1h_tokens INTEGER,
  cache_read_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  output_is_lower_bound INTEGER NOT NULL,
  import_run_id INTEGER NOT NULL REFERENCES import_run (id),
  UNIQUE (source, native_id)
) STRICT;
CREATE INDEX call_exchange ON call (exchange_id);
CREATE INDEX call_at ON call (at);

CREATE TABLE token_slot (               -- calls summed by quarter-hour: token sums never walk the calls
  slot INTEGER NOT NULL,
  source TEXT NOT NULL,
  model_id INTEGER NOT NULL,
  project TEXT NOT NULL,                -- '' stands for none
  prompt_step INTEGER NOT NULL,         -- long prompts cost more a token: the price tier
  is_complete INTEGER NOT NULL,         -- whether all four buckets are known
  calls INTEGER NOT NULL,
  calls_lower_bound INTEGER NOT NULL,
  input_tokens INTEGER,
  cache_write_tokens INTEGER,
  cache_write_1h_tokens INTEGER,
  cache_read_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  PRIMARY KEY (slot, source, model_id, project, prompt_step, is_complete)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment (               -- what only the person knows
  interaction_id INTEGER PRIMARY KEY REFERENCES interaction (id) ON DELETE CASCADE,
  outcome INTEGER CHECK (outcome BETWEEN -2 AND 2),
  is_unsure INTEGER NOT NULL DEFAULT 0,
  need TEXT,
  net_minutes REAL,
  rework_minutes REAL,
  unaided_minutes REAL,
  forecast_without_minutes REAL,
  forecast_with_minutes REAL,
  accepted TEXT,
  would_do_again INTEGER,
  bottleneck TEXT,
  is_new_work INTEGER,
  quality TEXT,
  motive TEXT,
  unblocked TEXT,
  note TEXT,
  confidence REAL,
  left_me TEXT,
  assessed_at INTEGER NOT NULL,
  seconds_taken REAL,
  door TEXT
) STRICT;

CREATE TABLE interaction_tag (
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (interaction_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_tag_tag ON interaction_tag (tag);

CREATE VIRTUAL TABLE entry_text USING fts5 (title, note, tags); -- rowid = interaction.id
INSERT INTO entry_text (entry_text, rank) VALUES ('secure-delete', 1);

CREATE TABLE undo_step (                -- one act of the person
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  label TEXT NOT NULL,
  is_undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE undo_row (                 -- a row it touched, before and after, as JSON
  step_id INTEGER NOT NULL REFERENCES undo_step (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT,                          -- NULL: the row did not exist
  after TEXT,
  PRIMARY KEY (step_id, position)
) STRICT, WITHOUT ROWID;
