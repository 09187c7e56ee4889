-- A journal of schema 9, as that version of the program wrote it.
PRAGMA application_id = 1634298476;
PRAGMA user_version = 9;
BEGIN;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES
  (1, 'aijournal', 'm001_first_light', '2026-11-22 04:33:53.541101+00:00'),
  (2, 'aijournal', 'm002_marks_and_demo', '2026-11-22 04:33:53.542666+00:00'),
  (3, 'aijournal', 'm003_long_journals', '2026-11-22 04:33:53.543916+00:00'),
  (4, 'aijournal', 'm004_trust', '2026-11-22 06:12:05.438481+00:00'),
  (5, 'aijournal', 'm005_whole_method', '2026-11-22 09:28:17.510979+00:00'),
  (6, 'aijournal', 'm006_daily_use', '2026-11-22 13:17:52.875830+00:00'),
  (7, 'aijournal', 'm007_sound_undo', '2026-11-22 14:45:12.492611+00:00'),
  (8, 'aijournal', 'm008_charges', '2026-11-22 19:24:22.154148+00:00'),
  (9, 'aijournal', 'm009_reviews', '2026-11-22 20:20:37.188844+00:00');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE journal_key (              -- one row: the secret of keyed hashes (audit draw)
  id INTEGER PRIMARY KEY CHECK (id = 1),
  secret BLOB NOT NULL
, is_demo INTEGER NOT NULL DEFAULT 0, checked_at INTEGER, priced_by TEXT) STRICT;
INSERT INTO journal_key (id, secret, is_demo, checked_at, priced_by) VALUES
  (1, X'e46db230419af9b9400713a4802fa40d6095229bff7b7eab828ceac8b9209f4c', 0, NULL, 'genai-prices 0.2.3 2026-11-09');
CREATE TABLE source (                   -- a tool's logs on this machine
  name TEXT PRIMARY KEY,
  tool TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO source (name, tool) VALUES
  ('claude-code', 'claude-code'),
  ('codex', 'codex');
CREATE TABLE model (                    -- id 0 stands for "the log does not say"
  id INTEGER PRIMARY KEY,
  name TEXT,
  provider TEXT
) STRICT;
INSERT INTO model (id, name, provider) VALUES
  (0, NULL, NULL),
  (1, 'claude-opus-4-5-20251101', 'anthropic'),
  (2, 'claude-haiku-4-5-20251001', 'anthropic'),
  (3, 'gpt-5.2-codex', 'openai'),
  (4, 'claude-opus-9', NULL);
CREATE UNIQUE INDEX model_name ON model (coalesce(name, ''), coalesce(provider, ''));
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
, undone_at INTEGER) STRICT;
INSERT INTO import_run (id, source, started_at, finished_at, records, imported, duplicates, ignored, rejected, undone_at) VALUES
  (1, 'claude-code', 1772983800000, 1772983800000, 112, 109, 0, 2, 1, NULL),
  (2, 'codex', 1772998200000, 1772998200000, 8, 6, 0, 2, 0, NULL),
  (3, 'claude-code', 1773070200000, NULL, 7, 5, 0, 2, 0, NULL),
  (4, 'claude-code', 1773072240000, 1773072240000, 3, 3, 0, 0, 0, NULL),
  (5, 'claude-code', 1773072240000, 1773072240000, 3, 3, 0, 0, 0, 1773072300000),
  (6, 'claude-code', 1773084180000, 1773084180000, 3, 3, 0, 0, 0, NULL);
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
  carry BLOB NOT NULL, has_left_out INTEGER NOT NULL DEFAULT 0,
  UNIQUE (source, path)
) STRICT;
INSERT INTO source_file (id, source, path, size, mtime_ns, device, inode, read_offset, line, fingerprint, carry, has_left_out) VALUES
  (1, 'claude-code', X'2f686f6d652f6465762f2e636c617564652f70726f6a656374732f2d686f6d652d6465762d73686f702f37303636663234622d343062322d346637312d396437322d3635643465633039323138302e6a736f6e6c', 1550, 1772000000000000000, '9223372036854775813', '77', 1550, 7, X'00ff1066696e6765727072696e74', X'7b7d', 0),
  (2, 'codex', X'2f686f6d652f6465762f2e636f6465782f73657373696f6e732f323032362f30332f30382f726f6c6c6f75742d323032362d30332d30385430392d30302d30302d3031393561342e6a736f6e6c', 1860, 1772000000000000000, '9223372036854775813', '77', 1860, 8, X'00ff1066696e6765727072696e74', X'7b7d', 0),
  (3, 'claude-code', X'2f6c6f67732f6f6e652e6a736f6e6c', 300, 1, '2', '3', 300, 3, X'', X'', 0);
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
INSERT INTO interaction (id, uid, source, conversation_id, tool, project, log_project, task, title, url, started_at, ended_at, time_zone, utc_offset_minutes, local_day, is_closed, is_asked, is_audit, is_prompted, snoozed_until, typed_tokens, main_model_id, exchanges, calls, calls_without_tokens, calls_lower_bound, input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens, active_minutes) VALUES
  (1, '168f12eb743e43ea8144275707e9fa07', 'claude-code', 'c-1', 'claude-code', 'field-notes', 'field-notes', NULL, NULL, NULL, 1755608400000, 1757164620000, 'America/New_York', -240, '2025-08-19', 1, 1, 1, 1, NULL, NULL, 1, 5, 9, 0, 0, 111, 9000, 100, 81075, 3225, NULL, 30),
  (2, '0b0cdc6fd3c14a88ae20980ba23a82c0', 'claude-code', 'c-10', 'claude-code', 'field-notes', 'field-notes', NULL, NULL, NULL, 1769605200000, 1769606220000, 'America/New_York', -300, '2026-01-28', 0, 0, 0, 1, NULL, NULL, 1, 3, 6, 0, 0, 56, 3840, 100, 54032, 2024, NULL, 17),
  (3, 'e9fa08dc682747818a95d87c5c0e2663', 'claude-code', 'c-11', 'claude-code', 'lötstelle 🦉', 'lötstelle 🦉', NULL, NULL, NULL, 1771160400000, 1771161840000, 'America/New_York', -300, '2026-02-15', 0, 0, 0, 1, NULL, NULL, 1, 4, 10, 0, 0, 132, 11040, 100, 90092, 3644, NULL, 24),
  (4, '5a3ab8d4c6714a06bd6a3ae775ae6e65', 'claude-code', 'c-12', 'claude-code', 'shop', 'shop', 'writing', 'release 0.2', NULL, 1772715600000, 1772715780000, 'America/New_York', -300, '2026-03-05', 1, 1, 1, 1, NULL, NULL, 1, 1, 1, 0, 0, 14, 1200, 20, 9010, 370, NULL, 3),
  (5, '98e345779bae4507919f3345bce0516d', 'claude-code', 'c-13', 'claude-code', 'field-notes', 'field-notes', 'planning', 'ordered flour 🥨', NULL, 1772983800000, 1772984820000, 'America/New_York', -240, '2026-03-08', 1, 1, 0, 1, NULL, NULL, 1, 3, 6, 0, 0, 71, 5640, 100, 54047, 2129, NULL, 17),
  (6, '88a1977bb86240aea4ac84dfa8d0540d', 'claude-code', 'c-14', 'claude-code', 'lötstelle 🦉', 'lötstelle 🦉', NULL, NULL, NULL, 1772952600000, 1772953200000, 'America/New_York', -300, '2026-03-08', 0, 1, 0, 1, NULL, NULL, 1, 2, 3, 0, 0, 34, 2640, 20, 27022, 1054, NULL, 10),
  (8, 'a8ed6fd865464199b1a184d662042fc3', 'claude-code', 'c-3', 'claude-code', 'shop', 'shop', NULL, NULL, NULL, 1758718800000, 1758720240000, 'America/New_York', -240, '2025-09-24', 0, 0, 0, 1, NULL, NULL, 1, 4, 10, 0, 0, 139, 11880, 160, 90099, 3693, NULL, 24),
  (9, '183408def3614f65816adeb8b3099ca1', 'claude-code', 'c-4', 'claude-code', 'field-notes', 'field-notes', NULL, NULL, NULL, 1760274000000, 1760274180000, 'America/New_York', -240, '2025-10-12', 0, 0, 0, 1, NULL, NULL, 1, 1, 1, 0, 0, 13, 1080, NULL, 9009, 363, NULL, 3),
  (10, '6a8c05fdf43043dfb1f02097e76dd918', 'claude-code', 'c-5', 'claude-code', 'lötstelle 🦉', 'lötstelle 🦉', NULL, NULL, NULL, 1761829200000, 1761829800000, 'America/New_York', -240, '2025-10-30', 0, 1, 1, 1, 1773115200000, NULL, 1, 2, 3, 0, 0, 20, 960, 40, 27008, 956, NULL, 10),
  (11, 'ef6af44515264212a3b6fcc81bbe0533', 'claude-code', 'c-6', 'claude-code', 'shop', 'shop', 'refactoring', NULL, NULL, 1763384400000, 1763385420000, 'America/New_York', -300, '2025-11-17', 1, 1, 1, 1, NULL, NULL, 1, 3, 6, 0, 0, 87, 7560, 80, 54063, 2241, NULL, 17),
  (12, '6cd7001a9e1445cb9354782462a31a34', 'claude-code', 'c-7', 'claude-code', 'field-notes', 'field-notes', NULL, NULL, NULL, 1764939600000, 1764941040000, 'America/New_York', -300, '2025-12-05', 0, 0, 0, 1, NULL, NULL, 1, 4, 10, 0, 0, 110, 8400, 140, 90070, 3490, NULL, 24),
  (13, 'b5e58d0410e24096be9b214319a7e2bb', 'claude-code', 'c-8', 'claude-code', 'lötstelle 🦉', 'lötstelle 🦉', NULL, NULL, NULL, 1766494800000, 1766494980000, 'America/New_York', -300, '2025-12-23', 0, 0, 0, 1, NULL, NULL, 1, 1, 1, 0, 0, 5, 120, 20, 9001, 307, NULL, 3),
  (14, '0e7fee8b2b744dc6bb68330dfd571b4d', 'claude-code', 'c-9', 'claude-code', 'shop', 'shop', NULL, NULL, NULL, 1768050000000, 1768050600000, 'America/New_York', -300, '2026-01-10', 0, 0, 0, 1, NULL, NULL, 1, 2, 3, 0, 0, 47, 4200, 40, 27035, 1145, NULL, 10),
  (15, '2143aa5bef7845b8a9bd07d0a93f825f', 'claude-code', 'c-bare', 'claude-code', 'shop', 'shop', NULL, NULL, NULL, 1772897400000, 1772897460000, 'America/New_York', -300, '2026-03-07', 0, 0, 0, 0, NULL, NULL, 1, 1, 2, 1, 1, 10, 0, NULL, 260000, 5, NULL, 1),
  (16, '6e16e0465f5944a3b4c9cfc5ebcaedb7', 'claude-code', 'c-run', 'claude-code', NULL, NULL, NULL, NULL, NULL, 1772897400000, 1772897400000, 'America/New_York', -300, '2026-03-07', 0, 0, 0, 0, NULL, NULL, 2, 0, 1, 1, 0, 1, NULL, NULL, NULL, 2, NULL, NULL),
  (17, '6dd5d69d7b394fdeba2d637a18404bad', 'codex', '0195a4', 'codex', 'shop', 'shop', NULL, NULL, NULL, 1772982000000, 1772982120000, 'America/New_York', -240, '2026-03-08', 0, 1, 0, 1, NULL, NULL, 3, 1, 1, 0, 0, 400, 0, NULL, 8000, 90, 40, 2),
  (18, 'e458f949c19a46fd8d126219df36c88e', 'codex', '0195a4', 'codex', 'bakery', 'shop', 'planning', NULL, NULL, 1772985600000, 1772985720000, 'America/New_York', -240, '2026-03-08', 0, 1, 0, 1, NULL, NULL, 3, 1, 1, 0, 0, 401, 0, NULL, 8000, 90, 40, 2),
  (19, '53eb29c03e5a4576a96bc88b8f6d66e4', 'codex', '0195a4', 'codex', 'bakery', 'shop', 'planning', NULL, NULL, 1772989200000, 1772989320000, 'America/New_York', -240, '2026-03-08', 0, 1, 0, 1, NULL, NULL, 3, 1, 1, 0, 0, 402, 0, NULL, 8000, 90, 40, 2),
  (20, 'a075691b8ec14ca4951ede49a983de39', 'claude-code', 'c-15', 'claude-code', 'shop', 'shop', 'planning', 'release, seen twice', NULL, 1773059400000, 1773060000000, 'America/New_York', -240, '2026-03-09', 1, 1, 0, 1, NULL, NULL, 1, 2, 3, 0, 0, 45, 3960, 40, 27033, 1131, NULL, 10),
  (21, '983fc86c84f445b49d13af4999219e2f', NULL, NULL, 'claude-code', 'shop', NULL, 'debugging', 'fixed flaky test', NULL, 1773070200000, 1773070200000, 'America/New_York', -240, '2026-03-09', 1, 0, 0, 1, NULL, 12000, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (22, '9611c5f2e5e64862b4597c2904f80f85', NULL, NULL, NULL, 'lötstelle 🦉', NULL, NULL, CAST(X'f09fa689f09f8fb3efb88fe2808df09f8c8820756d6c61757420c3a4c3b6c3bc2c20e6bca2e5ad9720616e6420e280ae726967687420746f206c656674' AS TEXT), NULL, 1773070260000, 1773070260000, 'America/New_York', -240, '2026-03-09', 1, 0, 0, 1, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (23, '607d07ffafeb4d4a93b7c998db56847f', NULL, NULL, NULL, NULL, NULL, NULL, CAST(X'6e756c20002077697468696e' AS TEXT), NULL, 1773070320000, 1773070320000, 'America/New_York', -240, '2026-03-09', 1, 0, 0, 1, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (24, 'f8e4f8c0135d4a4fbc3ab18f774dbb85', NULL, NULL, NULL, NULL, NULL, NULL, 'at the beginning', NULL, 0, 0, 'America/New_York', -300, '1969-12-31', 1, 0, 0, 1, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (25, 'b72377bfb4d941c693fe6419ea5cd7ae', NULL, NULL, NULL, NULL, NULL, NULL, 'far ahead', NULL, 4133980740000, 4133980740000, 'America/New_York', -300, '2100-12-31', 1, 0, 0, 1, NULL, NULL, 4, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (26, '29374d6221554e1bb03c1818c978f30a', NULL, NULL, NULL, NULL, NULL, NULL, 'long note', 'https://example.org/issue?a=1&b=2', 1773070500000, 1773070500000, 'America/New_York', -240, '2026-03-09', 1, 0, 0, 1, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (33, 'ccf7bc9b037a492e8a94fd9b947abef1', 'claude-code', 'c-81', 'claude-code', 'shop', 'shop', NULL, NULL, NULL, 1773084120000, 1773084180000, 'America/New_York', -240, '2026-03-09', 0, 1, 0, 1, NULL, NULL, 1, 1, 2, 0, 0, 20, 200, 40, 2000, 100, NULL, 1);
CREATE INDEX interaction_started ON interaction (started_at DESC, id DESC);
CREATE INDEX interaction_conversation ON interaction (source, conversation_id);
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
INSERT INTO exchange (id, source, native_id, conversation_id, interaction_id, kind, is_scripted, prompt_group, project, started_at, ended_at, source_file_id, prompt_offset, import_run_id) VALUES
  (1, 'claude-code', 'u-100', 'c-1', 1, 'prompt', 0, 'p-100', 'field-notes', 1755608400000, 1755608580000, 1, 4000, 1),
  (2, 'claude-code', 'u-1000', 'c-10', 2, 'prompt', 0, 'p-1000', 'field-notes', 1769605200000, 1769605380000, 1, 40000, 1),
  (3, 'claude-code', 'u-1010', 'c-10', 2, 'prompt', 0, 'p-1010', 'field-notes', 1769605620000, 1769605800000, 1, 40400, 1),
  (4, 'claude-code', 'u-1020', 'c-10', 2, 'prompt', 0, 'p-1020', 'field-notes', 1769606040000, 1769606220000, 1, 40800, 1),
  (5, 'claude-code', 'u-110', 'c-1', 1, 'prompt', 0, 'p-110', 'field-notes', 1755608820000, 1755609000000, 1, 4400, 1),
  (6, 'claude-code', 'u-1100', 'c-11', 3, 'prompt', 0, 'p-1100', 'lötstelle 🦉', 1771160400000, 1771160580000, 1, 44000, 1),
  (7, 'claude-code', 'u-1110', 'c-11', 3, 'prompt', 0, 'p-1110', 'lötstelle 🦉', 1771160820000, 1771161000000, 1, 44400, 1),
  (8, 'claude-code', 'u-1120', 'c-11', 3, 'prompt', 0, 'p-1120', 'lötstelle 🦉', 1771161240000, 1771161420000, 1, 44800, 1),
  (9, 'claude-code', 'u-1130', 'c-11', 3, 'prompt', 0, 'p-1130', 'lötstelle 🦉', 1771161660000, 1771161840000, 1, 45200, 1),
  (10, 'claude-code', 'u-1200', 'c-12', 4, 'prompt', 0, 'p-1200', 'shop', 1772715600000, 1772715780000, 1, 48000, 1),
  (11, 'claude-code', 'u-1300', 'c-13', 5, 'prompt', 0, 'p-1300', 'field-notes', 1772983800000, 1772983980000, 1, 52000, 1),
  (12, 'claude-code', 'u-1310', 'c-13', 5, 'prompt', 0, 'p-1310', 'field-notes', 1772984220000, 1772984400000, 1, 52400, 1),
  (13, 'claude-code', 'u-1320', 'c-13', 5, 'prompt', 0, 'p-1320', 'field-notes', 1772984640000, 1772984820000, 1, 52800, 1),
  (14, 'claude-code', 'u-1400', 'c-14', 6, 'prompt', 0, 'p-1400', 'lötstelle 🦉', 1772952600000, 1772952780000, 1, 56000, 1),
  (15, 'claude-code', 'u-1410', 'c-14', 6, 'prompt', 0, 'p-1410', 'lötstelle 🦉', 1772953020000, 1772953200000, 1, 56400, 1),
  (16, 'claude-code', 'u-200', 'c-2', 1, 'prompt', 0, 'p-200', 'lötstelle 🦉', 1757163600000, 1757163780000, 1, 8000, 1),
  (17, 'claude-code', 'u-210', 'c-2', 1, 'prompt', 0, 'p-210', 'lötstelle 🦉', 1757164020000, 1757164200000, 1, 8400, 1),
  (18, 'claude-code', 'u-220', 'c-2', 1, 'prompt', 0, 'p-220', 'lötstelle 🦉', 1757164440000, 1757164620000, 1, 8800, 1),
  (19, 'claude-code', 'u-300', 'c-3', 8, 'prompt', 0, 'p-300', 'shop', 1758718800000, 1758718980000, 1, 12000, 1),
  (20, 'claude-code', 'u-310', 'c-3', 8, 'prompt', 0, 'p-310', 'shop', 1758719220000, 1758719400000, 1, 12400, 1),
  (21, 'claude-code', 'u-320', 'c-3', 8, 'prompt', 0, 'p-320', 'shop', 1758719640000, 1758719820000, 1, 12800, 1),
  (22, 'claude-code', 'u-330', 'c-3', 8, 'prompt', 0, 'p-330', 'shop', 1758720060000, 1758720240000, 1, 13200, 1),
  (23, 'claude-code', 'u-400', 'c-4', 9, 'prompt', 0, 'p-400', 'field-notes', 1760274000000, 1760274180000, 1, 16000, 1),
  (24, 'claude-code', 'u-500', 'c-5', 10, 'prompt', 0, 'p-500', 'lötstelle 🦉', 1761829200000, 1761829380000, 1, 20000, 1),
  (25, 'claude-code', 'u-510', 'c-5', 10, 'prompt', 0, 'p-510', 'lötstelle 🦉', 1761829620000, 1761829800000, 1, 20400, 1),
  (26, 'claude-code', 'u-600', 'c-6', 11, 'prompt', 0, 'p-600', 'shop', 1763384400000, 1763384580000, 1, 24000, 1),
  (27, 'claude-code', 'u-610', 'c-6', 11, 'prompt', 0, 'p-610', 'shop', 1763384820000, 1763385000000, 1, 24400, 1),
  (28, 'claude-code', 'u-620', 'c-6', 11, 'prompt', 0, 'p-620', 'shop', 1763385240000, 1763385420000, 1, 24800, 1),
  (29, 'claude-code', 'u-700', 'c-7', 12, 'prompt', 0, 'p-700', 'field-notes', 1764939600000, 1764939780000, 1, 28000, 1),
  (30, 'claude-code', 'u-710', 'c-7', 12, 'prompt', 0, 'p-710', 'field-notes', 1764940020000, 1764940200000, 1, 28400, 1),
  (31, 'claude-code', 'u-720', 'c-7', 12, 'prompt', 0, 'p-720', 'field-notes', 1764940440000, 1764940620000, 1, 28800, 1),
  (32, 'claude-code', 'u-730', 'c-7', 12, 'prompt', 0, 'p-730', 'field-notes', 1764940860000, 1764941040000, 1, 29200, 1),
  (33, 'claude-code', 'u-800', 'c-8', 13, 'prompt', 0, 'p-800', 'lötstelle 🦉', 1766494800000, 1766494980000, 1, 32000, 1),
  (34, 'claude-code', 'u-900', 'c-9', 14, 'prompt', 0, 'p-900', 'shop', 1768050000000, 1768050180000, 1, 36000, 1),
  (35, 'claude-code', 'u-910', 'c-9', 14, 'prompt', 0, 'p-910', 'shop', 1768050420000, 1768050600000, 1, 36400, 1),
  (36, 'claude-code', 'u-bare', 'c-bare', 15, 'prompt', 1, NULL, 'shop', 1772897400000, 1772897460000, NULL, NULL, 1),
  (37, 'claude-code', 'u-run', 'c-run', 16, 'run', 0, NULL, NULL, 1772897400000, 1772897400000, NULL, NULL, 1),
  (38, 'codex', 't-0', '0195a4', 17, 'prompt', 0, NULL, 'shop', 1772982000000, 1772982120000, NULL, NULL, 2),
  (39, 'codex', 't-1', '0195a4', 18, 'prompt', 0, NULL, 'shop', 1772985600000, 1772985720000, NULL, NULL, 2),
  (40, 'codex', 't-2', '0195a4', 19, 'prompt', 0, NULL, 'shop', 1772989200000, 1772989320000, NULL, NULL, 2),
  (41, 'claude-code', 'u-1500', 'c-15', 20, 'prompt', 0, 'p-1500', 'shop', 1773059400000, 1773059580000, 1, 60000, 3),
  (42, 'claude-code', 'u-1510', 'c-15', 20, 'prompt', 0, 'p-1510', 'shop', 1773059820000, 1773060000000, 1, 60400, 3),
  (44, 'claude-code', 'u-8001', 'c-81', 33, 'prompt', 0, 'p-8001', 'shop', 1773084120000, 1773084180000, NULL, NULL, 6);
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
  import_run_id INTEGER NOT NULL REFERENCES import_run (id), charges TEXT,
  UNIQUE (source, native_id)
) STRICT;
INSERT INTO call (id, source, native_id, exchange_id, at, model_id, is_sidechain, input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens, output_is_lower_bound, import_run_id, charges) VALUES
  (1, 'claude-code', 'msg_0100', 1, 1755608405000, 1, 0, 19, 1800, NULL, 9015, 405, NULL, 0, 1, NULL),
  (2, 'claude-code', 'msg_0110', 5, 1755608825000, 1, 0, 12, 960, 20, 9008, 356, NULL, 0, 1, NULL),
  (3, 'claude-code', 'msg_0111', 5, 1755608845000, 1, 0, 13, 1080, NULL, 9009, 363, NULL, 0, 1, NULL),
  (4, 'claude-code', 'msg_0200', 16, 1757163605000, 1, 0, 17, 1560, 20, 9013, 391, NULL, 0, 1, NULL),
  (5, 'claude-code', 'msg_0210', 17, 1757164025000, 1, 0, 10, 720, NULL, 9006, 342, NULL, 0, 1, NULL),
  (6, 'claude-code', 'msg_0211', 17, 1757164045000, 1, 0, 11, 840, 20, 9007, 349, NULL, 0, 1, NULL),
  (7, 'claude-code', 'msg_0220', 18, 1757164445000, 1, 0, 20, 1920, 20, 9016, 412, NULL, 0, 1, NULL),
  (8, 'claude-code', 'msg_0221', 18, 1757164465000, 1, 0, 4, 0, NULL, 9000, 300, NULL, 0, 1, NULL),
  (9, 'claude-code', 'msg_0222', 18, 1757164485000, 1, 0, 5, 120, 20, 9001, 307, NULL, 0, 1, NULL),
  (10, 'claude-code', 'msg_0300', 19, 1758718805000, 1, 0, 15, 1320, 20, 9011, 377, NULL, 0, 1, NULL),
  (11, 'claude-code', 'msg_0310', 20, 1758719225000, 1, 0, 8, 480, 20, 9004, 328, NULL, 0, 1, NULL),
  (12, 'claude-code', 'msg_0311', 20, 1758719245000, 1, 0, 9, 600, 20, 9005, 335, NULL, 0, 1, NULL),
  (13, 'claude-code', 'msg_0320', 21, 1758719645000, 1, 0, 18, 1680, 20, 9014, 398, NULL, 0, 1, NULL),
  (14, 'claude-code', 'msg_0321', 21, 1758719665000, 1, 0, 19, 1800, NULL, 9015, 405, NULL, 0, 1, NULL),
  (15, 'claude-code', 'msg_0322', 21, 1758719685000, 1, 0, 20, 1920, 20, 9016, 412, NULL, 0, 1, NULL),
  (16, 'claude-code', 'msg_0330', 22, 1758720065000, 1, 0, 11, 840, 20, 9007, 349, NULL, 0, 1, NULL),
  (17, 'claude-code', 'msg_0331', 22, 1758720085000, 1, 0, 12, 960, 20, 9008, 356, NULL, 0, 1, NULL),
  (18, 'claude-code', 'msg_0332', 22, 1758720105000, 1, 0, 13, 1080, NULL, 9009, 363, NULL, 0, 1, NULL),
  (19, 'claude-code', 'msg_0333', 22, 1758720125000, 1, 0, 14, 1200, 20, 9010, 370, NULL, 0, 1, NULL),
  (20, 'claude-code', 'msg_0400', 23, 1760274005000, 1, 0, 13, 1080, NULL, 9009, 363, NULL, 0, 1, NULL),
  (21, 'claude-code', 'msg_0500', 24, 1761829205000, 1, 0, 11, 840, 20, 9007, 349, NULL, 0, 1, NULL),
  (22, 'claude-code', 'msg_0510', 25, 1761829625000, 1, 0, 4, 0, NULL, 9000, 300, NULL, 0, 1, NULL),
  (23, 'claude-code', 'msg_0511', 25, 1761829645000, 1, 0, 5, 120, 20, 9001, 307, NULL, 0, 1, NULL),
  (24, 'claude-code', 'msg_0600', 26, 1763384405000, 1, 0, 9, 600, 20, 9005, 335, NULL, 0, 1, NULL),
  (25, 'claude-code', 'msg_0610', 27, 1763384825000, 1, 0, 19, 1800, NULL, 9015, 405, NULL, 0, 1, NULL),
  (26, 'claude-code', 'msg_0611', 27, 1763384845000, 1, 0, 20, 1920, 20, 9016, 412, NULL, 0, 1, NULL),
  (27, 'claude-code', 'msg_0620', 28, 1763385245000, 1, 0, 12, 960, 20, 9008, 356, NULL, 0, 1, NULL),
  (28, 'claude-code', 'msg_0621', 28, 1763385265000, 1, 0, 13, 1080, NULL, 9009, 363, NULL, 0, 1, NULL),
  (29, 'claude-code', 'msg_0622', 28, 1763385285000, 1, 0, 14, 1200, 20, 9010, 370, NULL, 0, 1, NULL),
  (30, 'claude-code', 'msg_0700', 29, 1764939605000, 1, 0, 7, 360, NULL, 9003, 321, NULL, 0, 1, NULL),
  (31, 'claude-code', 'msg_0710', 30, 1764940025000, 1, 0, 17, 1560, 20, 9013, 391, NULL, 0, 1, NULL),
  (32, 'claude-code', 'msg_0711', 30, 1764940045000, 1, 0, 18, 1680, 20, 9014, 398, NULL, 0, 1, NULL),
  (33, 'claude-code', 'msg_0720', 31, 1764940445000, 1, 0, 10, 720, NULL, 9006, 342, NULL, 0, 1, NULL),
  (34, 'claude-code', 'msg_0721', 31, 1764940465000, 1, 0, 11, 840, 20, 9007, 349, NULL, 0, 1, NULL),
  (35, 'claude-code', 'msg_0722', 31, 1764940485000, 1, 0, 12, 960, 20, 9008, 356, NULL, 0, 1, NULL),
  (36, 'claude-code', 'msg_0730', 32, 1764940865000, 1, 0, 20, 1920, 20, 9016, 412, NULL, 0, 1, NULL),
  (37, 'claude-code', 'msg_0731', 32, 1764940885000, 1, 0, 4, 0, NULL, 9000, 300, NULL, 0, 1, NULL),
  (38, 'claude-code', 'msg_0732', 32, 1764940905000, 1, 0, 5, 120, 20, 9001, 307, NULL, 0, 1, NULL),
  (39, 'claude-code', 'msg_0733', 32, 1764940925000, 1, 0, 6, 240, 20, 9002, 314, NULL, 0, 1, NULL),
  (40, 'claude-code', 'msg_0800', 33, 1766494805000, 1, 0, 5, 120, 20, 9001, 307, NULL, 0, 1, NULL),
  (41, 'claude-code', 'msg_0900', 34, 1768050005000, 1, 0, 20, 1920, 20, 9016, 412, NULL, 0, 1, NULL),
  (42, 'claude-code', 'msg_0910', 35, 1768050425000, 1, 0, 13, 1080, NULL, 9009, 363, NULL, 0, 1, NULL),
  (43, 'claude-code', 'msg_0911', 35, 1768050445000, 1, 0, 14, 1200, 20, 9010, 370, NULL, 0, 1, NULL),
  (44, 'claude-code', 'msg_1000', 2, 1769605205000, 1, 0, 18, 1680, 20, 9014, 398, NULL, 0, 1, NULL),
  (45, 'claude-code', 'msg_1010', 3, 1769605625000, 1, 0, 11, 840, 20, 9007, 349, NULL, 0, 1, NULL),
  (46, 'claude-code', 'msg_1011', 3, 1769605645000, 1, 0, 12, 960, 20, 9008, 356, NULL, 0, 1, NULL),
  (47, 'claude-code', 'msg_1020', 4, 1769606045000, 1, 0, 4, 0, NULL, 9000, 300, NULL, 0, 1, NULL),
  (48, 'claude-code', 'msg_1021', 4, 1769606065000, 1, 0, 5, 120, 20, 9001, 307, NULL, 0, 1, NULL),
  (49, 'claude-code', 'msg_1022', 4, 1769606085000, 1, 0, 6, 240, 20, 9002, 314, NULL, 0, 1, NULL),
  (50, 'claude-code', 'msg_1100', 6, 1771160405000, 1, 0, 16, 1440, NULL, 9012, 384, NULL, 0, 1, NULL),
  (51, 'claude-code', 'msg_1110', 7, 1771160825000, 1, 0, 9, 600, 20, 9005, 335, NULL, 0, 1, NULL),
  (52, 'claude-code', 'msg_1111', 7, 1771160845000, 1, 0, 10, 720, NULL, 9006, 342, NULL, 0, 1, NULL),
  (53, 'claude-code', 'msg_1120', 8, 1771161245000, 1, 0, 19, 1800, NULL, 9015, 405, NULL, 0, 1, NULL),
  (54, 'claude-code', 'msg_1121', 8, 1771161265000, 1, 0, 20, 1920, 20, 9016, 412, NULL, 0, 1, NULL),
  (55, 'claude-code', 'msg_1122', 8, 1771161285000, 1, 0, 4, 0, NULL, 9000, 300, NULL, 0, 1, NULL),
  (56, 'claude-code', 'msg_1130', 9, 1771161665000, 1, 0, 12, 960, 20, 9008, 356, NULL, 0, 1, NULL),
  (57, 'claude-code', 'msg_1131', 9, 1771161685000, 1, 0, 13, 1080, NULL, 9009, 363, NULL, 0, 1, NULL),
  (58, 'claude-code', 'msg_1132', 9, 1771161705000, 1, 0, 14, 1200, 20, 9010, 370, NULL, 0, 1, NULL),
  (59, 'claude-code', 'msg_1133', 9, 1771161725000, 1, 0, 15, 1320, 20, 9011, 377, NULL, 0, 1, NULL),
  (60, 'claude-code', 'msg_1200', 10, 1772715605000, 1, 0, 14, 1200, 20, 9010, 370, NULL, 0, 1, NULL),
  (61, 'claude-code', 'msg_1300', 11, 1772983805000, 1, 0, 12, 960, 20, 9008, 356, NULL, 0, 1, NULL),
  (62, 'claude-code', 'msg_1310', 12, 1772984225000, 1, 0, 5, 120, 20, 9001, 307, NULL, 0, 1, NULL),
  (63, 'claude-code', 'msg_1311', 12, 1772984245000, 1, 0, 6, 240, 20, 9002, 314, NULL, 0, 1, NULL),
  (64, 'claude-code', 'msg_1320', 13, 1772984645000, 1, 0, 15, 1320, 20, 9011, 377, NULL, 0, 1, NULL),
  (65, 'claude-code', 'msg_1321', 13, 1772984665000, 1, 0, 16, 1440, NULL, 9012, 384, NULL, 0, 1, NULL),
  (66, 'claude-code', 'msg_1322', 13, 1772984685000, 1, 0, 17, 1560, 20, 9013, 391, NULL, 0, 1, NULL),
  (67, 'claude-code', 'msg_1400', 14, 1772952605000, 1, 0, 10, 720, NULL, 9006, 342, NULL, 0, 1, NULL),
  (68, 'claude-code', 'msg_1410', 15, 1772953025000, 1, 0, 20, 1920, 20, 9016, 412, NULL, 0, 1, NULL),
  (69, 'claude-code', 'msg_1411', 15, 1772953045000, 1, 0, 4, 0, NULL, 9000, 300, NULL, 0, 1, NULL),
  (70, 'claude-code', 'msg_9001', 37, 1772897400000, 2, 1, 1, NULL, NULL, NULL, 2, NULL, 0, 1, NULL),
  (71, 'claude-code', 'msg_9002', 36, 1772897400000, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, NULL),
  (72, 'claude-code', 'msg_9003', 36, 1772897404000, 1, 0, 10, 0, NULL, 260000, 5, NULL, 1, 1, NULL),
  (73, 'codex', 't-0:1', 38, 1772982009000, 3, 0, 400, 0, NULL, 8000, 90, 40, 0, 2, NULL),
  (74, 'codex', 't-1:1', 39, 1772985609000, 3, 0, 401, 0, NULL, 8000, 90, 40, 0, 2, NULL),
  (75, 'codex', 't-2:1', 40, 1772989209000, 3, 0, 402, 0, NULL, 8000, 90, 40, 0, 2, NULL),
  (76, 'claude-code', 'msg_1500', 41, 1773059405000, 1, 0, 8, 480, 20, 9004, 328, NULL, 0, 3, NULL),
  (77, 'claude-code', 'msg_1510', 42, 1773059825000, 1, 0, 18, 1680, 20, 9014, 398, NULL, 0, 3, NULL),
  (78, 'claude-code', 'msg_1511', 42, 1773059845000, 1, 0, 19, 1800, NULL, 9015, 405, NULL, 0, 3, NULL),
  (81, 'claude-code', 'msg_8001_0', 44, 1773084120000, 1, 0, 10, 100, 20, 1000, 50, NULL, 0, 6, '[["credit","0.11"]]'),
  (82, 'claude-code', 'msg_8001_1', 44, 1773084120000, 1, 0, 10, 100, 20, 1000, 50, NULL, 0, 6, NULL);
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
INSERT INTO token_slot (slot, source, model_id, project, prompt_step, is_complete, calls, calls_lower_bound, input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens) VALUES
  (1950676, 'claude-code', 1, 'field-notes', 0, 1, 3, 0, 44, 3840, 20, 27032, 1124, NULL),
  (1952404, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 6, 0, 67, 5160, 80, 54043, 2101, NULL),
  (1954132, 'claude-code', 1, 'shop', 0, 1, 6, 0, 89, 7800, 100, 54065, 2255, NULL),
  (1954133, 'claude-code', 1, 'shop', 0, 1, 4, 0, 50, 4080, 60, 36034, 1438, NULL),
  (1955860, 'claude-code', 1, 'field-notes', 0, 1, 1, 0, 13, 1080, NULL, 9009, 363, NULL),
  (1957588, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 3, 0, 20, 960, 40, 27008, 956, NULL),
  (1959316, 'claude-code', 1, 'shop', 0, 1, 6, 0, 87, 7560, 80, 54063, 2241, NULL),
  (1961044, 'claude-code', 1, 'field-notes', 0, 1, 6, 0, 75, 6120, 80, 54051, 2157, NULL),
  (1961045, 'claude-code', 1, 'field-notes', 0, 1, 4, 0, 35, 2280, 60, 36019, 1333, NULL),
  (1962772, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 1, 0, 5, 120, 20, 9001, 307, NULL),
  (1964500, 'claude-code', 1, 'shop', 0, 1, 3, 0, 47, 4200, 40, 27035, 1145, NULL),
  (1966228, 'claude-code', 1, 'field-notes', 0, 1, 6, 0, 56, 3840, 100, 54032, 2024, NULL),
  (1967956, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 6, 0, 78, 6480, 40, 54054, 2178, NULL),
  (1967957, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 4, 0, 54, 4560, 60, 36038, 1466, NULL),
  (1969684, 'claude-code', 1, 'shop', 0, 1, 1, 0, 14, 1200, 20, 9010, 370, NULL),
  (1969886, 'claude-code', 0, 'shop', 0, 0, 1, 0, NULL, NULL, NULL, NULL, NULL, NULL),
  (1969886, 'claude-code', 1, 'shop', 6, 1, 1, 1, 10, 0, NULL, 260000, 5, NULL),
  (1969886, 'claude-code', 2, '', 0, 0, 1, 0, 1, NULL, NULL, NULL, 2, NULL),
  (1969947, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 3, 0, 34, 2640, 20, 27022, 1054, NULL),
  (1969980, 'codex', 3, 'shop', 0, 1, 1, 0, 400, 0, NULL, 8000, 90, 40),
  (1969982, 'claude-code', 1, 'field-notes', 0, 1, 6, 0, 71, 5640, 100, 54047, 2129, NULL),
  (1969984, 'codex', 3, 'shop', 0, 1, 1, 0, 401, 0, NULL, 8000, 90, 40),
  (1969988, 'codex', 3, 'shop', 0, 1, 1, 0, 402, 0, NULL, 8000, 90, 40),
  (1970066, 'claude-code', 1, 'shop', 0, 1, 3, 0, 45, 3960, 40, 27033, 1131, NULL),
  (1970093, 'claude-code', 1, 'shop', 0, 1, 2, 0, 20, 200, 40, 2000, 100, NULL);
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
, useful_exchange_id INTEGER, rework_asked_at INTEGER) STRICT;
INSERT INTO assessment (interaction_id, outcome, is_unsure, need, net_minutes, rework_minutes, unaided_minutes, forecast_without_minutes, forecast_with_minutes, accepted, would_do_again, bottleneck, is_new_work, quality, motive, unblocked, note, confidence, left_me, assessed_at, seconds_taken, door, useful_exchange_id, rework_asked_at) VALUES
  (4, 2, 0, 'could_not', 15.0, 0.1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'release notes', 'quick win', 0.75, NULL, 1773072060000, 2.125, NULL, 10, 1773076080000),
  (11, -2, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1773072000000, NULL, NULL, NULL, NULL),
  (21, 2, 0, NULL, 20.5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1773070200000, NULL, 'command_line', NULL, NULL),
  (23, -1, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, CAST(X'6265666f72650061667465720a7365636f6e64206c696e65202771756f746564272022747769636522' AS TEXT), NULL, NULL, 1773070320000, NULL, 'command_line', NULL, NULL),
  (24, 0, 0, 'slower', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1773070380000, NULL, 'command_line', NULL, NULL),
  (25, NULL, 1, 'slower', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1773070440000, NULL, 'command_line', NULL, NULL),
  (26, 1, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'to be made long', NULL, NULL, 1773070500000, NULL, 'command_line', NULL, NULL);
CREATE TABLE interaction_tag (
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (interaction_id, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO interaction_tag (interaction_id, tag) VALUES
  (21, 'ci'),
  (4, 'docs'),
  (21, 'grün'),
  (18, 'löve 🦉'),
  (19, 'löve 🦉'),
  (20, 'löve 🦉'),
  (18, 'paired'),
  (19, 'paired'),
  (20, 'paired'),
  (4, 'ünïcode'),
  (22, '🦉');
CREATE INDEX interaction_tag_tag ON interaction_tag (tag);
CREATE VIRTUAL TABLE entry_text USING fts5 (title, note, tags);
INSERT INTO entry_text (entry_text, rank) VALUES ('secure-delete', 1);
INSERT INTO entry_text (rowid, title, note, tags) VALUES
  (4, 'release 0.2', 'quick win release notes', 'docs ünïcode'),
  (5, 'ordered flour 🥨', '', ''),
  (11, '', ' ', ''),
  (18, '', '', 'löve 🦉 paired'),
  (19, '', '', 'löve 🦉 paired'),
  (20, 'release, seen twice', '', 'löve 🦉 paired'),
  (21, 'fixed flaky test', ' ', 'ci grün'),
  (22, CAST(X'f09fa689f09f8fb3efb88fe2808df09f8c8820756d6c61757420c3a4c3b6c3bc2c20e6bca2e5ad9720616e6420e280ae726967687420746f206c656674' AS TEXT), ' ', '🦉'),
  (23, CAST(X'6e756c20002077697468696e' AS TEXT), CAST(X'6265666f72650061667465720a7365636f6e64206c696e65202771756f74656427202274776963652220' AS TEXT), ''),
  (24, 'at the beginning', ' ', ''),
  (25, 'far ahead', ' ', ''),
  (26, 'long note', 'to be made long ', '');
CREATE TABLE undo_step (                -- one act of the person
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  label TEXT NOT NULL,
  is_undone INTEGER NOT NULL DEFAULT 0
, next_exchange INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO undo_step (id, at, label, is_undone, next_exchange) VALUES
  (1, 1773070200000, 'Logged an entry', 0, 0),
  (2, 1773070260000, 'Logged an entry', 0, 0),
  (3, 1773070320000, 'Logged an entry', 0, 0),
  (4, 1773070380000, 'Logged an entry', 0, 0),
  (5, 1773070440000, 'Logged an entry', 0, 0),
  (6, 1773070500000, 'Logged an entry', 0, 0),
  (8, 1773072000000, 'Judged “helped”', 0, 0),
  (9, 1773072060000, 'Judged “helped a lot”', 0, 0),
  (10, 1773072000000, 'Judged “hurt a lot”', 0, 0),
  (11, 1773072000000, 'Changed the task type', 0, 0),
  (12, 1773072000000, 'Skipped until tomorrow', 0, 0),
  (13, 1773072000000, 'Changed an entry', 0, 0),
  (14, 1773072000000, 'Marked a day', 0, 0),
  (15, 1773072000000, 'Marked a day', 0, 0),
  (16, 1773072000000, 'Removed a mark', 0, 0),
  (17, 1773072000000, 'Marked a day', 0, 0),
  (18, 1773072060000, 'Logged an entry', 0, 43),
  (19, 1773072120000, 'Logged an entry', 0, 43),
  (20, 1773072180000, 'Deleted an entry', 0, 43),
  (21, 1773072240000, 'Deleted an entry', 0, 43),
  (22, 1773072300000, 'Took back an import', 0, 44),
  (23, 1773072420000, 'Marked a day', 0, 44),
  (24, 1773072480000, 'Removed a mark', 0, 44),
  (25, 1773072540000, 'Marked a day', 0, 44),
  (26, 1773075660000, 'Added a task type', 0, 44),
  (27, 1773075720000, 'Added a task type', 0, 44),
  (28, 1773075780000, 'Moved a task type', 0, 44),
  (29, 1773075840000, 'Retired a task type', 0, 44),
  (30, 1773075900000, 'Named a bottleneck', 0, 44),
  (31, 1773075960000, 'Named a bottleneck', 0, 44),
  (32, 1773076020000, 'Changed a verdict', 0, 44),
  (33, 1773076080000, 'Did not say about rework', 0, 44),
  (34, 1773076140000, 'Kept two entries apart', 0, 44),
  (35, 1773076200000, 'Logged an entry', 0, 44),
  (36, 1773076260000, 'Joined two entries', 0, 44),
  (37, 1773076320000, 'Put a question aside', 0, 44),
  (38, 1773076440000, 'Marked a day', 0, 44),
  (39, 1773076500000, 'Removed a mark', 0, 44),
  (40, 1773076560000, 'Marked a day', 0, 44),
  (41, 1773082860000, 'Saved a view', 0, 44),
  (42, 1773082920000, 'Saved a view', 0, 44),
  (43, 1773082980000, 'Chose the view to begin with', 0, 44),
  (44, 1773083040000, 'Set the task type of 4 entries', 0, 44),
  (45, 1773083100000, 'Changed the tags of 3 entries', 0, 44),
  (46, 1773083160000, 'Set the project of 2 entries', 0, 44),
  (47, 1773083220000, 'Judged 2 entries', 0, 44),
  (48, 1773083280000, 'Merged entries', 0, 44),
  (49, 1773083520000, 'Marked a day', 0, 44),
  (50, 1773083580000, 'Removed a mark', 0, 44),
  (51, 1773083640000, 'Marked a day', 0, 44),
  (52, 1773083700000, 'Logged an entry', 0, 44),
  (53, 1773083760000, 'Joined two entries', 0, 44),
  (54, 1773083820000, 'Logged an entry', 0, 44),
  (55, 1773083880000, 'Deleted an entry', 0, 44),
  (56, 1773083940000, 'Marked a day', 0, 44),
  (57, 1773084000000, 'Removed a mark', 0, 44),
  (58, 1773084060000, 'Marked a day', 0, 44),
  (59, 1773084240000, 'Marked a day', 0, 45),
  (60, 1773084300000, 'Removed a mark', 0, 45),
  (61, 1773084360000, 'Marked a day', 0, 45),
  (62, 1773084600000, 'Picked an entry for the review', 0, 45),
  (63, 1773084660000, 'Wrote of an entry for the review', 0, 45),
  (64, 1773084720000, 'Wrote for the review', 0, 45),
  (65, 1773084780000, 'Added a name that is not to leave', 0, 45),
  (66, 1773084840000, 'Marked a day', 0, 45),
  (67, 1773084900000, 'Removed a mark', 0, 45),
  (68, 1773084960000, 'Marked a day', 0, 45);
CREATE TABLE undo_row (                 -- a row it touched, before and after, as JSON
  step_id INTEGER NOT NULL REFERENCES undo_step (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT,                          -- NULL: the row did not exist
  after TEXT,
  PRIMARY KEY (step_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO undo_row (step_id, position, table_name, row_id, before, after) VALUES
  (1, 0, 'interaction', 21, NULL, '{"id": 21, "uid": "983fc86c84f445b49d13af4999219e2f", "source": null, "conversation_id": null, "tool": "claude-code", "project": "shop", "log_project": null, "task": "debugging", "title": "fixed flaky test", "url": null, "started_at": 1773070200000, "ended_at": 1773070200000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": 12000, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (1, 1, 'assessment', 21, NULL, '{"interaction_id": 21, "outcome": 2, "is_unsure": 0, "need": null, "net_minutes": 20.5, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": null, "note": null, "confidence": null, "left_me": null, "assessed_at": 1773070200000, "seconds_taken": null, "door": "command_line"}'),
  (2, 0, 'interaction', 22, NULL, '{"id": 22, "uid": "9611c5f2e5e64862b4597c2904f80f85", "source": null, "conversation_id": null, "tool": null, "project": "l\u00f6tstelle \ud83e\udd89", "log_project": null, "task": null, "title": "\ud83e\udd89\ud83c\udff3\ufe0f\u200d\ud83c\udf08 umlaut \u00e4\u00f6\u00fc, \u6f22\u5b57 and \u202eright to left", "url": null, "started_at": 1773070260000, "ended_at": 1773070260000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (3, 0, 'interaction', 23, NULL, '{"id": 23, "uid": "607d07ffafeb4d4a93b7c998db56847f", "source": null, "conversation_id": null, "tool": null, "project": null, "log_project": null, "task": null, "title": "nul \u0000 within", "url": null, "started_at": 1773070320000, "ended_at": 1773070320000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (3, 1, 'assessment', 23, NULL, '{"interaction_id": 23, "outcome": -1, "is_unsure": 0, "need": null, "net_minutes": null, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": null, "note": "before\u0000after\nsecond line ''quoted'' \"twice\"", "confidence": null, "left_me": null, "assessed_at": 1773070320000, "seconds_taken": null, "door": "command_line"}'),
  (4, 0, 'interaction', 24, NULL, '{"id": 24, "uid": "f8e4f8c0135d4a4fbc3ab18f774dbb85", "source": null, "conversation_id": null, "tool": null, "project": null, "log_project": null, "task": null, "title": "at the beginning", "url": null, "started_at": 0, "ended_at": 0, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "1969-12-31", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (4, 1, 'assessment', 24, NULL, '{"interaction_id": 24, "outcome": 0, "is_unsure": 0, "need": null, "net_minutes": null, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": null, "note": null, "confidence": null, "left_me": null, "assessed_at": 1773070380000, "seconds_taken": null, "door": "command_line"}'),
  (5, 0, 'interaction', 25, NULL, '{"id": 25, "uid": "b72377bfb4d941c693fe6419ea5cd7ae", "source": null, "conversation_id": null, "tool": null, "project": null, "log_project": null, "task": null, "title": "far ahead", "url": null, "started_at": 4133980740000, "ended_at": 4133980740000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2100-12-31", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 4, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (5, 1, 'assessment', 25, NULL, '{"interaction_id": 25, "outcome": null, "is_unsure": 1, "need": null, "net_minutes": null, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": null, "note": null, "confidence": null, "left_me": null, "assessed_at": 1773070440000, "seconds_taken": null, "door": "command_line"}'),
  (6, 0, 'interaction', 26, NULL, '{"id": 26, "uid": "29374d6221554e1bb03c1818c978f30a", "source": null, "conversation_id": null, "tool": null, "project": null, "log_project": null, "task": null, "title": "long note", "url": "https://example.org/issue?a=1&b=2", "started_at": 1773070500000, "ended_at": 1773070500000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (6, 1, 'assessment', 26, NULL, '{"interaction_id": 26, "outcome": 1, "is_unsure": 0, "need": null, "net_minutes": null, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": null, "note": "to be made long", "confidence": null, "left_me": null, "assessed_at": 1773070500000, "seconds_taken": null, "door": "command_line"}'),
  (8, 0, 'interaction', 4, '{"id": 4, "uid": "5a3ab8d4c6714a06bd6a3ae775ae6e65", "source": "claude-code", "conversation_id": "c-12", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1772715600000, "ended_at": 1772715780000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2026-03-05", "is_closed": 0, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 1, "calls": 1, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 14, "cache_write_tokens": 1200, "cache_write_1h_tokens": 20, "cache_read_tokens": 9010, "output_tokens": 370, "reasoning_tokens": null, "active_minutes": 3}', '{"id": 4, "uid": "5a3ab8d4c6714a06bd6a3ae775ae6e65", "source": "claude-code", "conversation_id": "c-12", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1772715600000, "ended_at": 1772715780000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2026-03-05", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 1, "calls": 1, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 14, "cache_write_tokens": 1200, "cache_write_1h_tokens": 20, "cache_read_tokens": 9010, "output_tokens": 370, "reasoning_tokens": null, "active_minutes": 3}'),
  (8, 1, 'assessment', 4, NULL, '{"interaction_id": 4, "outcome": 1, "is_unsure": 0, "need": "could_not", "net_minutes": 15.0, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": "release notes", "note": "quick win", "confidence": 0.75, "left_me": null, "assessed_at": 1773072000000, "seconds_taken": 2.125, "door": null}'),
  (9, 0, 'interaction', 4, '{"id": 4, "uid": "5a3ab8d4c6714a06bd6a3ae775ae6e65", "source": "claude-code", "conversation_id": "c-12", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1772715600000, "ended_at": 1772715780000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2026-03-05", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 1, "calls": 1, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 14, "cache_write_tokens": 1200, "cache_write_1h_tokens": 20, "cache_read_tokens": 9010, "output_tokens": 370, "reasoning_tokens": null, "active_minutes": 3}', '{"id": 4, "uid": "5a3ab8d4c6714a06bd6a3ae775ae6e65", "source": "claude-code", "conversation_id": "c-12", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1772715600000, "ended_at": 1772715780000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2026-03-05", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 1, "calls": 1, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 14, "cache_write_tokens": 1200, "cache_write_1h_tokens": 20, "cache_read_tokens": 9010, "output_tokens": 370, "reasoning_tokens": null, "active_minutes": 3}'),
  (9, 1, 'assessment', 4, '{"interaction_id": 4, "outcome": 1, "is_unsure": 0, "need": "could_not", "net_minutes": 15.0, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": "release notes", "note": "quick win", "confidence": 0.75, "left_me": null, "assessed_at": 1773072000000, "seconds_taken": 2.125, "door": null}', '{"interaction_id": 4, "outcome": 2, "is_unsure": 0, "need": "could_not", "net_minutes": 15.0, "rework_minutes": 0.1, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": "release notes", "note": "quick win", "confidence": 0.75, "left_me": null, "assessed_at": 1773072060000, "seconds_taken": 2.125, "door": null}'),
  (10, 0, 'interaction', 11, '{"id": 11, "uid": "ef6af44515264212a3b6fcc81bbe0533", "source": "claude-code", "conversation_id": "c-6", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1763384400000, "ended_at": 1763385420000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2025-11-17", "is_closed": 0, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 3, "calls": 6, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 87, "cache_write_tokens": 7560, "cache_write_1h_tokens": 80, "cache_read_tokens": 54063, "output_tokens": 2241, "reasoning_tokens": null, "active_minutes": 17}', '{"id": 11, "uid": "ef6af44515264212a3b6fcc81bbe0533", "source": "claude-code", "conversation_id": "c-6", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1763384400000, "ended_at": 1763385420000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2025-11-17", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 3, "calls": 6, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 87, "cache_write_tokens": 7560, "cache_write_1h_tokens": 80, "cache_read_tokens": 54063, "output_tokens": 2241, "reasoning_tokens": null, "active_minutes": 17}'),
  (10, 1, 'assessment', 11, NULL, '{"interaction_id": 11, "outcome": -2, "is_unsure": 0, "need": null, "net_minutes": null, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": null, "note": null, "confidence": null, "left_me": null, "assessed_at": 1773072000000, "seconds_taken": null, "door": null}'),
  (11, 0, 'interaction', 11, '{"id": 11, "uid": "ef6af44515264212a3b6fcc81bbe0533", "source": "claude-code", "conversation_id": "c-6", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1763384400000, "ended_at": 1763385420000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2025-11-17", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 3, "calls": 6, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 87, "cache_write_tokens": 7560, "cache_write_1h_tokens": 80, "cache_read_tokens": 54063, "output_tokens": 2241, "reasoning_tokens": null, "active_minutes": 17}', '{"id": 11, "uid": "ef6af44515264212a3b6fcc81bbe0533", "source": "claude-code", "conversation_id": "c-6", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": "refactoring", "title": null, "url": null, "started_at": 1763384400000, "ended_at": 1763385420000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2025-11-17", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 3, "calls": 6, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 87, "cache_write_tokens": 7560, "cache_write_1h_tokens": 80, "cache_read_tokens": 54063, "output_tokens": 2241, "reasoning_tokens": null, "active_minutes": 17}'),
  (12, 0, 'interaction', 10, '{"id": 10, "uid": "6a8c05fdf43043dfb1f02097e76dd918", "source": "claude-code", "conversation_id": "c-5", "tool": "claude-code", "project": "l\u00f6tstelle \ud83e\udd89", "log_project": "l\u00f6tstelle \ud83e\udd89", "task": null, "title": null, "url": null, "started_at": 1761829200000, "ended_at": 1761829800000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2025-10-30", "is_closed": 0, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 2, "calls": 3, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 20, "cache_write_tokens": 960, "cache_write_1h_tokens": 40, "cache_read_tokens": 27008, "output_tokens": 956, "reasoning_tokens": null, "active_minutes": 10}', '{"id": 10, "uid": "6a8c05fdf43043dfb1f02097e76dd918", "source": "claude-code", "conversation_id": "c-5", "tool": "claude-code", "project": "l\u00f6tstelle \ud83e\udd89", "log_project": "l\u00f6tstelle \ud83e\udd89", "task": null, "title": null, "url": null, "started_at": 1761829200000, "ended_at": 1761829800000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2025-10-30", "is_closed": 0, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": 1773115200000, "typed_tokens": null, "main_model_id": 1, "exchanges": 2, "calls": 3, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 20, "cache_write_tokens": 960, "cache_write_1h_tokens": 40, "cache_read_tokens": 27008, "output_tokens": 956, "reasoning_tokens": null, "active_minutes": 10}'),
  (13, 0, 'interaction', 4, '{"id": 4, "uid": "5a3ab8d4c6714a06bd6a3ae775ae6e65", "source": "claude-code", "conversation_id": "c-12", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1772715600000, "ended_at": 1772715780000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2026-03-05", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 1, "calls": 1, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 14, "cache_write_tokens": 1200, "cache_write_1h_tokens": 20, "cache_read_tokens": 9010, "output_tokens": 370, "reasoning_tokens": null, "active_minutes": 3}', '{"id": 4, "uid": "5a3ab8d4c6714a06bd6a3ae775ae6e65", "source": "claude-code", "conversation_id": "c-12", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": "writing", "title": "release 0.2", "url": null, "started_at": 1772715600000, "ended_at": 1772715780000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2026-03-05", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 1, "calls": 1, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 14, "cache_write_tokens": 1200, "cache_write_1h_tokens": 20, "cache_read_tokens": 9010, "output_tokens": 370, "reasoning_tokens": null, "active_minutes": 3}'),
  (13, 1, 'interaction_tag', 4, '[]', '["docs", "\u00fcn\u00efcode"]'),
  (14, 0, 'event_mark', 1, NULL, '{"id": 1, "local_day": "2026-01-15", "text": "new model \ud83c\udf89"}'),
  (15, 0, 'event_mark', 2, NULL, '{"id": 2, "local_day": "2026-02-01", "text": "moved"}'),
  (16, 0, 'event_mark', 2, '{"id": 2, "local_day": "2026-02-01", "text": "moved"}', NULL),
  (17, 0, 'event_mark', 2, NULL, '{"id": 2, "local_day": "1970-01-01", "text": "the beginning"}'),
  (18, 0, 'interaction', 27, NULL, '{"id": 27, "uid": "9418f68cde434b1aa4dd163a9c1f5976", "source": null, "conversation_id": null, "tool": "codex", "project": "shop", "log_project": null, "task": null, "title": "typed twice by mistake", "url": null, "started_at": 1773072060000, "ended_at": 1773072060000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (18, 1, 'interaction_tag', 27, NULL, '["ci"]'),
  (18, 2, 'assessment', 27, NULL, '{"interaction_id": 27, "outcome": 1, "is_unsure": 0, "need": null, "net_minutes": 5.0, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": null, "note": null, "confidence": null, "left_me": null, "assessed_at": 1773072060000, "seconds_taken": null, "door": "quick_log"}'),
  (19, 0, 'interaction', 28, NULL, '{"id": 28, "uid": "913d5c5145fa449593fd5baf976aabdd", "source": null, "conversation_id": null, "tool": null, "project": "field-notes", "log_project": null, "task": null, "title": "about somebody else \u00fcn\u00efcode", "url": null, "started_at": 1773072120000, "ended_at": 1773072120000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (19, 1, 'interaction_tag', 28, NULL, '[]'),
  (19, 2, 'assessment', 28, NULL, '{"interaction_id": 28, "outcome": 2, "is_unsure": 0, "need": null, "net_minutes": null, "rework_minutes": null, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": null, "note": null, "confidence": null, "left_me": null, "assessed_at": 1773072120000, "seconds_taken": null, "door": "inbox"}'),
  (20, 0, 'trash', 1, NULL, '{"at": 1773072180000, "label": "Deleted an entry", "next_exchange": 43, "import_run_id": null, "entries": [27]}'),
  (21, 0, 'trash', 2, NULL, '{"at": 1773072240000, "label": "Deleted an entry", "next_exchange": 43, "import_run_id": null, "entries": [28]}'),
  (22, 0, 'trash', 3, NULL, '{"at": 1773072300000, "label": "Took back an import", "next_exchange": 44, "import_run_id": 5, "entries": []}'),
  (23, 0, 'event_mark', 3, NULL, '{"id": 3, "local_day": "2026-03-01", "text": "temporary"}'),
  (24, 0, 'event_mark', 3, '{"id": 3, "local_day": "2026-03-01", "text": "temporary"}', NULL),
  (25, 0, 'event_mark', 3, NULL, '{"id": 3, "local_day": "2026-03-02", "text": "seats cut"}'),
  (26, 0, 'task_type', 1, NULL, '{"id": 1, "name": "planning", "position": 0, "is_retired": 0}'),
  (27, 0, 'task_type', 2, NULL, '{"id": 2, "name": "r\u00e9\u00e9criture \ud83e\udd89", "position": 1, "is_retired": 0}'),
  (28, 0, 'task_type', 3, NULL, '{"id": 3, "name": "writing", "position": 0, "is_retired": 0}'),
  (28, 1, 'task_type', 1, '{"id": 1, "name": "planning", "position": 0, "is_retired": 0}', '{"id": 1, "name": "planning", "position": 1, "is_retired": 0}'),
  (28, 2, 'task_type', 2, '{"id": 2, "name": "r\u00e9\u00e9criture \ud83e\udd89", "position": 1, "is_retired": 0}', '{"id": 2, "name": "r\u00e9\u00e9criture \ud83e\udd89", "position": 2, "is_retired": 0}'),
  (28, 3, 'task_type', 4, NULL, '{"id": 4, "name": "debugging", "position": 3, "is_retired": 0}'),
  (28, 4, 'task_type', 5, NULL, '{"id": 5, "name": "refactoring", "position": 4, "is_retired": 0}'),
  (29, 0, 'task_type', 4, '{"id": 4, "name": "debugging", "position": 3, "is_retired": 0}', '{"id": 4, "name": "debugging", "position": 3, "is_retired": 1}'),
  (30, 0, 'bottleneck', 1, NULL, '{"id": 1, "name": "waiting for a review", "first_day": "2026-01-05", "last_day": null}'),
  (31, 0, 'bottleneck', 2, NULL, '{"id": 2, "name": "old build machine", "first_day": null, "last_day": "2025-12-31"}'),
  (32, 0, 'interaction', 4, '{"id": 4, "uid": "5a3ab8d4c6714a06bd6a3ae775ae6e65", "source": "claude-code", "conversation_id": "c-12", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": "writing", "title": "release 0.2", "url": null, "started_at": 1772715600000, "ended_at": 1772715780000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2026-03-05", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 1, "calls": 1, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 14, "cache_write_tokens": 1200, "cache_write_1h_tokens": 20, "cache_read_tokens": 9010, "output_tokens": 370, "reasoning_tokens": null, "active_minutes": 3}', '{"id": 4, "uid": "5a3ab8d4c6714a06bd6a3ae775ae6e65", "source": "claude-code", "conversation_id": "c-12", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": "writing", "title": "release 0.2", "url": null, "started_at": 1772715600000, "ended_at": 1772715780000, "time_zone": "America/New_York", "utc_offset_minutes": -300, "local_day": "2026-03-05", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 1, "calls": 1, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 14, "cache_write_tokens": 1200, "cache_write_1h_tokens": 20, "cache_read_tokens": 9010, "output_tokens": 370, "reasoning_tokens": null, "active_minutes": 3}'),
  (32, 1, 'assessment', 4, '{"interaction_id": 4, "outcome": 2, "is_unsure": 0, "need": "could_not", "net_minutes": 15.0, "rework_minutes": 0.1, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": "release notes", "note": "quick win", "confidence": 0.75, "left_me": null, "assessed_at": 1773072060000, "seconds_taken": 2.125, "door": null, "useful_exchange_id": null, "rework_asked_at": null}', '{"interaction_id": 4, "outcome": 2, "is_unsure": 0, "need": "could_not", "net_minutes": 15.0, "rework_minutes": 0.1, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": "release notes", "note": "quick win", "confidence": 0.75, "left_me": null, "assessed_at": 1773072060000, "seconds_taken": 2.125, "door": null, "useful_exchange_id": 10, "rework_asked_at": null}'),
  (33, 0, 'assessment', 4, '{"interaction_id": 4, "outcome": 2, "is_unsure": 0, "need": "could_not", "net_minutes": 15.0, "rework_minutes": 0.1, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": "release notes", "note": "quick win", "confidence": 0.75, "left_me": null, "assessed_at": 1773072060000, "seconds_taken": 2.125, "door": null, "useful_exchange_id": 10, "rework_asked_at": null}', '{"interaction_id": 4, "outcome": 2, "is_unsure": 0, "need": "could_not", "net_minutes": 15.0, "rework_minutes": 0.1, "unaided_minutes": null, "forecast_without_minutes": null, "forecast_with_minutes": null, "accepted": null, "would_do_again": null, "bottleneck": null, "is_new_work": null, "quality": null, "motive": null, "unblocked": "release notes", "note": "quick win", "confidence": 0.75, "left_me": null, "assessed_at": 1773072060000, "seconds_taken": 2.125, "door": null, "useful_exchange_id": 10, "rework_asked_at": 1773076080000}'),
  (34, 0, 'other_work', 1, NULL, '{"id": 1, "typed_id": 21, "imported_id": 20}'),
  (35, 0, 'interaction', 30, NULL, '{"id": 30, "uid": "5304230b71864e389de630f3fa485db0", "source": null, "conversation_id": null, "tool": "claude-code", "project": "shop", "log_project": null, "task": null, "title": "release, seen twice", "url": null, "started_at": 1773076200000, "ended_at": 1773076200000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (35, 1, 'interaction_tag', 30, NULL, '[]'),
  (36, 0, 'assessment', 30, NULL, NULL),
  (36, 1, 'interaction_tag', 30, '[]', '[]'),
  (36, 2, 'interaction', 30, '{"id": 30, "uid": "5304230b71864e389de630f3fa485db0", "source": null, "conversation_id": null, "tool": "claude-code", "project": "shop", "log_project": null, "task": null, "title": "release, seen twice", "url": null, "started_at": 1773076200000, "ended_at": 1773076200000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}', NULL),
  (36, 3, 'assessment', 20, NULL, NULL),
  (36, 4, 'interaction_tag', 20, '[]', '[]'),
  (36, 5, 'interaction', 20, '{"id": 20, "uid": "a075691b8ec14ca4951ede49a983de39", "source": "claude-code", "conversation_id": "c-15", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": null, "url": null, "started_at": 1773059400000, "ended_at": 1773060000000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 0, "is_asked": 1, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 2, "calls": 3, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 45, "cache_write_tokens": 3960, "cache_write_1h_tokens": 40, "cache_read_tokens": 27033, "output_tokens": 1131, "reasoning_tokens": null, "active_minutes": 10}', '{"id": 20, "uid": "a075691b8ec14ca4951ede49a983de39", "source": "claude-code", "conversation_id": "c-15", "tool": "claude-code", "project": "shop", "log_project": "shop", "task": null, "title": "release, seen twice", "url": null, "started_at": 1773059400000, "ended_at": 1773060000000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 1, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 2, "calls": 3, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 45, "cache_write_tokens": 3960, "cache_write_1h_tokens": 40, "cache_read_tokens": 27033, "output_tokens": 1131, "reasoning_tokens": null, "active_minutes": 10}'),
  (37, 0, 'signal_pause', 1, NULL, '{"id": 1, "signal": "growth", "until_day": "2026-04-01"}'),
  (38, 0, 'event_mark', 4, NULL, '{"id": 4, "local_day": "2026-03-03", "text": "temporary"}'),
  (39, 0, 'event_mark', 4, '{"id": 4, "local_day": "2026-03-03", "text": "temporary"}', NULL),
  (40, 0, 'event_mark', 4, NULL, '{"id": 4, "local_day": "2026-03-04", "text": "new laptop"}'),
  (41, 0, 'saved_view', 1, NULL, '{"id": 1, "name": "This week, shop", "content": "{\"filter\": {\"project\": \"shop\"}, \"period\": {\"span\": \"this week\", \"first\": null, \"last\": null}, \"order\": {\"key\": \"weighted\", \"descending\": true}, \"columns\": [\"start\", \"title\"]}", "is_default": 0}'),
  (42, 0, 'saved_view', 2, NULL, '{"id": 2, "name": "B\u00fcro \ud83e\udd89", "content": "{\"filter\": {\"search\": \"release\", \"is_rated\": true}, \"period\": {\"span\": \"all\", \"first\": null, \"last\": null}, \"order\": {\"key\": \"start\", \"descending\": true}, \"columns\": []}", "is_default": 0}'),
  (43, 0, 'saved_view', 1, '{"id": 1, "name": "This week, shop", "content": "{\"filter\": {\"project\": \"shop\"}, \"period\": {\"span\": \"this week\", \"first\": null, \"last\": null}, \"order\": {\"key\": \"weighted\", \"descending\": true}, \"columns\": [\"start\", \"title\"]}", "is_default": 0}', '{"id": 1, "name": "This week, shop", "content": "{\"filter\": {\"project\": \"shop\"}, \"period\": {\"span\": \"this week\", \"first\": null, \"last\": null}, \"order\": {\"key\": \"weighted\", \"descending\": true}, \"columns\": [\"start\", \"title\"]}", "is_default": 1}'),
  (48, 0, 'assessment', 7, NULL, NULL),
  (48, 1, 'interaction_tag', 7, '[]', '[]'),
  (48, 2, 'interaction_exchange', 7, '["u-200", "u-210", "u-220"]', NULL),
  (48, 3, 'interaction', 7, '{"id": 7, "uid": "6b977707096540078745bf9fcb5fef93", "source": "claude-code", "conversation_id": "c-2", "tool": "claude-code", "project": "l\u00f6tstelle \ud83e\udd89", "log_project": "l\u00f6tstelle \ud83e\udd89", "task": null, "title": null, "url": null, "started_at": 1757163600000, "ended_at": 1757164620000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2025-09-06", "is_closed": 0, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 3, "calls": 6, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 67, "cache_write_tokens": 5160, "cache_write_1h_tokens": 80, "cache_read_tokens": 54043, "output_tokens": 2101, "reasoning_tokens": null, "active_minutes": 17}', NULL),
  (48, 4, 'assessment', 1, NULL, NULL),
  (48, 5, 'interaction_tag', 1, '[]', '[]'),
  (48, 6, 'interaction_exchange', 1, '["u-100", "u-110"]', '["u-100", "u-110", "u-200", "u-210", "u-220"]'),
  (48, 7, 'interaction', 1, '{"id": 1, "uid": "168f12eb743e43ea8144275707e9fa07", "source": "claude-code", "conversation_id": "c-1", "tool": "claude-code", "project": "field-notes", "log_project": "field-notes", "task": null, "title": null, "url": null, "started_at": 1755608400000, "ended_at": 1755609000000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2025-08-19", "is_closed": 0, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 2, "calls": 3, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 44, "cache_write_tokens": 3840, "cache_write_1h_tokens": 20, "cache_read_tokens": 27032, "output_tokens": 1124, "reasoning_tokens": null, "active_minutes": 10}', '{"id": 1, "uid": "168f12eb743e43ea8144275707e9fa07", "source": "claude-code", "conversation_id": "c-1", "tool": "claude-code", "project": "field-notes", "log_project": "field-notes", "task": null, "title": null, "url": null, "started_at": 1755608400000, "ended_at": 1757164620000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2025-08-19", "is_closed": 1, "is_asked": 1, "is_audit": 1, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 5, "calls": 9, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 111, "cache_write_tokens": 9000, "cache_write_1h_tokens": 100, "cache_read_tokens": 81075, "output_tokens": 3225, "reasoning_tokens": null, "active_minutes": 30}'),
  (49, 0, 'event_mark', 5, NULL, '{"id": 5, "local_day": "2026-03-05", "text": "temporary"}'),
  (50, 0, 'event_mark', 5, '{"id": 5, "local_day": "2026-03-05", "text": "temporary"}', NULL),
  (51, 0, 'event_mark', 5, NULL, '{"id": 5, "local_day": "2026-03-06", "text": "new keyboard"}'),
  (52, 0, 'interaction', 31, NULL, '{"id": 31, "uid": "3a7f0bb3173a455a8bf0487e31f148cc", "source": null, "conversation_id": null, "tool": "claude-code", "project": "field-notes", "log_project": null, "task": null, "title": "ordered flour \ud83e\udd68", "url": null, "started_at": 1772983800000, "ended_at": 1772983800000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-08", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (52, 1, 'interaction_tag', 31, NULL, '[]'),
  (53, 0, 'assessment', 31, NULL, NULL),
  (53, 1, 'interaction_tag', 31, '[]', '[]'),
  (53, 2, 'interaction', 31, '{"id": 31, "uid": "3a7f0bb3173a455a8bf0487e31f148cc", "source": null, "conversation_id": null, "tool": "claude-code", "project": "field-notes", "log_project": null, "task": null, "title": "ordered flour \ud83e\udd68", "url": null, "started_at": 1772983800000, "ended_at": 1772983800000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-08", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}', NULL),
  (53, 3, 'assessment', 5, NULL, NULL),
  (53, 4, 'interaction_tag', 5, '[]', '[]'),
  (53, 5, 'interaction', 5, '{"id": 5, "uid": "98e345779bae4507919f3345bce0516d", "source": "claude-code", "conversation_id": "c-13", "tool": "claude-code", "project": "field-notes", "log_project": "field-notes", "task": "planning", "title": null, "url": null, "started_at": 1772983800000, "ended_at": 1772984820000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-08", "is_closed": 0, "is_asked": 1, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 3, "calls": 6, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 71, "cache_write_tokens": 5640, "cache_write_1h_tokens": 100, "cache_read_tokens": 54047, "output_tokens": 2129, "reasoning_tokens": null, "active_minutes": 17}', '{"id": 5, "uid": "98e345779bae4507919f3345bce0516d", "source": "claude-code", "conversation_id": "c-13", "tool": "claude-code", "project": "field-notes", "log_project": "field-notes", "task": "planning", "title": "ordered flour \ud83e\udd68", "url": null, "started_at": 1772983800000, "ended_at": 1772984820000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-08", "is_closed": 1, "is_asked": 1, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": 1, "exchanges": 3, "calls": 6, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": 71, "cache_write_tokens": 5640, "cache_write_1h_tokens": 100, "cache_read_tokens": 54047, "output_tokens": 2129, "reasoning_tokens": null, "active_minutes": 17}'),
  (54, 0, 'interaction', 32, NULL, '{"id": 32, "uid": "b53bd985a32541f6a9bde1ca0a15f4fc", "source": null, "conversation_id": null, "tool": null, "project": null, "log_project": null, "task": null, "title": "typed twice", "url": null, "started_at": 1773083820000, "ended_at": 1773083820000, "time_zone": "America/New_York", "utc_offset_minutes": -240, "local_day": "2026-03-09", "is_closed": 1, "is_asked": 0, "is_audit": 0, "is_prompted": 1, "snoozed_until": null, "typed_tokens": null, "main_model_id": null, "exchanges": 0, "calls": 0, "calls_without_tokens": 0, "calls_lower_bound": 0, "input_tokens": null, "cache_write_tokens": null, "cache_write_1h_tokens": null, "cache_read_tokens": null, "output_tokens": null, "reasoning_tokens": null, "active_minutes": null}'),
  (54, 1, 'interaction_tag', 32, NULL, '[]'),
  (55, 0, 'trash', 4, NULL, '{"at": 1773083880000, "label": "Deleted an entry", "next_exchange": 44, "import_run_id": null, "entries": [32]}'),
  (56, 0, 'event_mark', 6, NULL, '{"id": 6, "local_day": "2026-03-07", "text": "new desk"}'),
  (57, 0, 'event_mark', 6, '{"id": 6, "local_day": "2026-03-07", "text": "new desk"}', NULL),
  (58, 0, 'event_mark', 6, NULL, '{"id": 6, "local_day": "2026-03-07", "text": "standing desk"}'),
  (59, 0, 'event_mark', 7, NULL, '{"id": 7, "local_day": "2026-03-08", "text": "new chair"}'),
  (60, 0, 'event_mark', 7, '{"id": 7, "local_day": "2026-03-08", "text": "new chair"}', NULL),
  (61, 0, 'event_mark', 7, NULL, '{"id": 7, "local_day": "2026-03-08", "text": "kneeling chair"}'),
  (62, 0, 'picked_item', 1, NULL, '{"id": 1, "uid": "b72377bfb4d941c693fe6419ea5cd7ae", "situation": "", "ai_did": "", "person_did": "", "result": "", "link": ""}'),
  (63, 0, 'picked_item', 1, '{"id": 1, "uid": "b72377bfb4d941c693fe6419ea5cd7ae", "situation": "", "ai_did": "", "person_did": "", "result": "", "link": ""}', '{"id": 1, "uid": "b72377bfb4d941c693fe6419ea5cd7ae", "situation": "It was stuck for a week", "ai_did": "Found the lock", "person_did": "Checked it \ud83e\udd89", "result": "It runs", "link": "https://example.org/1"}'),
  (64, 0, 'review_text', 1, NULL, '{"id": 1, "name": "learned", "text": "Short prompts"}'),
  (65, 0, 'kept_name', 1, NULL, '{"id": 1, "name": "Quillwort"}'),
  (66, 0, 'event_mark', 8, NULL, '{"id": 8, "local_day": "2026-03-09", "text": "new desk lamp"}'),
  (67, 0, 'event_mark', 8, '{"id": 8, "local_day": "2026-03-09", "text": "new desk lamp"}', NULL),
  (68, 0, 'event_mark', 8, NULL, '{"id": 8, "local_day": "2026-03-09", "text": "reading lamp"}');
CREATE TABLE event_mark (
  id INTEGER PRIMARY KEY,
  local_day TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
INSERT INTO event_mark (id, local_day, text) VALUES
  (1, '2026-01-15', 'new model 🎉'),
  (2, '1970-01-01', 'the beginning'),
  (3, '2026-03-02', 'seats cut'),
  (4, '2026-03-04', 'new laptop'),
  (5, '2026-03-06', 'new keyboard'),
  (6, '2026-03-07', 'standing desk'),
  (7, '2026-03-08', 'kneeling chair'),
  (8, '2026-03-09', 'reading lamp');
CREATE INDEX event_mark_day ON event_mark (local_day);
CREATE TABLE token_block (              -- quarter-hours summed by 28 days; a block without rows is not summed
  block INTEGER NOT NULL,
  source TEXT NOT NULL,
  model_id INTEGER NOT NULL,
  project TEXT NOT NULL,
  prompt_step INTEGER NOT NULL,
  is_complete INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  calls_lower_bound INTEGER NOT NULL,
  input_tokens INTEGER,
  cache_write_tokens INTEGER,
  cache_write_1h_tokens INTEGER,
  cache_read_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  PRIMARY KEY (block, source, model_id, project, prompt_step, is_complete)
) STRICT, WITHOUT ROWID;
INSERT INTO token_block (block, source, model_id, project, prompt_step, is_complete, calls, calls_lower_bound, input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens) VALUES
  (725, 'claude-code', 1, 'field-notes', 0, 1, 3, 0, 44, 3840, 20, 27032, 1124, NULL),
  (726, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 6, 0, 67, 5160, 80, 54043, 2101, NULL),
  (726, 'claude-code', 1, 'shop', 0, 1, 10, 0, 139, 11880, 160, 90099, 3693, NULL),
  (727, 'claude-code', 1, 'field-notes', 0, 1, 1, 0, 13, 1080, NULL, 9009, 363, NULL),
  (728, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 3, 0, 20, 960, 40, 27008, 956, NULL),
  (728, 'claude-code', 1, 'shop', 0, 1, 6, 0, 87, 7560, 80, 54063, 2241, NULL),
  (729, 'claude-code', 1, 'field-notes', 0, 1, 10, 0, 110, 8400, 140, 90070, 3490, NULL),
  (730, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 1, 0, 5, 120, 20, 9001, 307, NULL),
  (730, 'claude-code', 1, 'shop', 0, 1, 3, 0, 47, 4200, 40, 27035, 1145, NULL),
  (731, 'claude-code', 1, 'field-notes', 0, 1, 6, 0, 56, 3840, 100, 54032, 2024, NULL),
  (732, 'claude-code', 0, 'shop', 0, 0, 1, 0, NULL, NULL, NULL, NULL, NULL, NULL),
  (732, 'claude-code', 1, 'field-notes', 0, 1, 6, 0, 71, 5640, 100, 54047, 2129, NULL),
  (732, 'claude-code', 1, 'lötstelle 🦉', 0, 1, 13, 0, 166, 13680, 120, 117114, 4698, NULL),
  (732, 'claude-code', 1, 'shop', 0, 1, 6, 0, 79, 5360, 100, 38043, 1601, NULL),
  (732, 'claude-code', 1, 'shop', 6, 1, 1, 1, 10, 0, NULL, 260000, 5, NULL),
  (732, 'claude-code', 2, '', 0, 0, 1, 0, 1, NULL, NULL, NULL, 2, NULL),
  (732, 'codex', 3, 'shop', 0, 1, 3, 0, 1203, 0, NULL, 24000, 270, 120);
CREATE INDEX interaction_asked ON interaction (is_audit DESC, started_at DESC, snoozed_until)
  WHERE is_asked = 1;
CREATE TABLE trash (                    -- one deletion by the person, whole until it is emptied
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  label TEXT NOT NULL,                  -- as the person reads it
  import_run_id INTEGER,                -- the import that was taken back; NULL: entries
  next_exchange INTEGER NOT NULL        -- the number of the first exchange that came later
) STRICT;
INSERT INTO trash (id, at, label, import_run_id, next_exchange) VALUES
  (1, 1773072180000, 'Deleted an entry', NULL, 43),
  (2, 1773072240000, 'Deleted an entry', NULL, 43),
  (3, 1773072300000, 'Took back an import', 5, 44),
  (4, 1773083880000, 'Deleted an entry', NULL, 44);
CREATE INDEX trash_at ON trash (at);
CREATE TABLE trash_interaction(
  trash_id,
  id INT,
  uid TEXT,
  source TEXT,
  conversation_id TEXT,
  tool TEXT,
  project TEXT,
  log_project TEXT,
  task TEXT,
  title TEXT,
  url TEXT,
  started_at INT,
  ended_at INT,
  time_zone TEXT,
  utc_offset_minutes INT,
  local_day TEXT,
  is_closed INT,
  is_asked INT,
  is_audit INT,
  is_prompted INT,
  snoozed_until INT,
  typed_tokens INT,
  main_model_id INT,
  exchanges INT,
  calls INT,
  calls_without_tokens INT,
  calls_lower_bound INT,
  input_tokens INT,
  cache_write_tokens INT,
  cache_write_1h_tokens INT,
  cache_read_tokens INT,
  output_tokens INT,
  reasoning_tokens INT,
  active_minutes INT
);
INSERT INTO trash_interaction (trash_id, id, uid, source, conversation_id, tool, project, log_project, task, title, url, started_at, ended_at, time_zone, utc_offset_minutes, local_day, is_closed, is_asked, is_audit, is_prompted, snoozed_until, typed_tokens, main_model_id, exchanges, calls, calls_without_tokens, calls_lower_bound, input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens, active_minutes) VALUES
  (1, 27, '9418f68cde434b1aa4dd163a9c1f5976', NULL, NULL, 'codex', 'shop', NULL, NULL, 'typed twice by mistake', NULL, 1773072060000, 1773072060000, 'America/New_York', -240, '2026-03-09', 1, 0, 0, 1, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (2, 28, '913d5c5145fa449593fd5baf976aabdd', NULL, NULL, NULL, 'field-notes', NULL, NULL, 'about somebody else ünïcode', NULL, 1773072120000, 1773072120000, 'America/New_York', -240, '2026-03-09', 1, 0, 0, 1, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (3, 29, '2a48bfea36444357aabf5d145f5d5053', 'claude-code', 'c-78', 'claude-code', 'shop', 'shop', NULL, NULL, NULL, 1773072240000, 1773072300000, 'America/New_York', -240, '2026-03-09', 0, 1, 1, 1, NULL, NULL, 1, 1, 2, 0, 0, 20, 200, 40, 2000, 100, NULL, 1),
  (4, 32, 'b53bd985a32541f6a9bde1ca0a15f4fc', NULL, NULL, NULL, NULL, NULL, NULL, 'typed twice', NULL, 1773083820000, 1773083820000, 'America/New_York', -240, '2026-03-09', 1, 0, 0, 1, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE trash_exchange(
  trash_id,
  id INT,
  source TEXT,
  native_id TEXT,
  conversation_id TEXT,
  interaction_id INT,
  kind TEXT,
  is_scripted INT,
  prompt_group TEXT,
  project TEXT,
  started_at INT,
  ended_at INT,
  source_file_id INT,
  prompt_offset INT,
  import_run_id INT
);
INSERT INTO trash_exchange (trash_id, id, source, native_id, conversation_id, interaction_id, kind, is_scripted, prompt_group, project, started_at, ended_at, source_file_id, prompt_offset, import_run_id) VALUES
  (3, 43, 'claude-code', 'u-78', 'c-78', 29, 'prompt', 0, 'p-78', 'shop', 1773072240000, 1773072300000, NULL, NULL, 5);
CREATE TABLE trash_call(
  trash_id,
  id INT,
  source TEXT,
  native_id TEXT,
  exchange_id INT,
  at INT,
  model_id INT,
  is_sidechain INT,
  input_tokens INT,
  cache_write_tokens INT,
  cache_write_1h_tokens INT,
  cache_read_tokens INT,
  output_tokens INT,
  reasoning_tokens INT,
  output_is_lower_bound INT,
  import_run_id INT
, charges TEXT);
INSERT INTO trash_call (trash_id, id, source, native_id, exchange_id, at, model_id, is_sidechain, input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens, output_is_lower_bound, import_run_id, charges) VALUES
  (3, 79, 'claude-code', 'msg_78_0', 43, 1773072240000, 1, 0, 10, 100, 20, 1000, 50, NULL, 0, 5, NULL),
  (3, 80, 'claude-code', 'msg_78_1', 43, 1773072241000, 1, 0, 10, 100, 20, 1000, 50, NULL, 0, 5, NULL);
CREATE TABLE trash_assessment(
  trash_id,
  interaction_id INT,
  outcome INT,
  is_unsure INT,
  need TEXT,
  net_minutes REAL,
  rework_minutes REAL,
  unaided_minutes REAL,
  forecast_without_minutes REAL,
  forecast_with_minutes REAL,
  accepted TEXT,
  would_do_again INT,
  bottleneck TEXT,
  is_new_work INT,
  quality TEXT,
  motive TEXT,
  unblocked TEXT,
  note TEXT,
  confidence REAL,
  left_me TEXT,
  assessed_at INT,
  seconds_taken REAL,
  door TEXT
, useful_exchange_id INTEGER, rework_asked_at INTEGER);
INSERT INTO trash_assessment (trash_id, interaction_id, outcome, is_unsure, need, net_minutes, rework_minutes, unaided_minutes, forecast_without_minutes, forecast_with_minutes, accepted, would_do_again, bottleneck, is_new_work, quality, motive, unblocked, note, confidence, left_me, assessed_at, seconds_taken, door, useful_exchange_id, rework_asked_at) VALUES
  (1, 27, 1, 0, NULL, 5.0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1773072060000, NULL, 'quick_log', NULL, NULL),
  (2, 28, 2, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1773072120000, NULL, 'inbox', NULL, NULL);
CREATE TABLE trash_interaction_tag(
  trash_id,
  interaction_id INT,
  tag TEXT
);
INSERT INTO trash_interaction_tag (trash_id, interaction_id, tag) VALUES
  (1, 27, 'ci');
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
INSERT INTO tombstone (hash) VALUES
  (X'413ad3809c8e483a46983a03afe7062e'),
  (X'864463938ebc31dd85eb7851815c32b3'),
  (X'8a0e89127b5e25ab3b83aaf4a5132010'),
  (X'ba24a174b04e2d920360267adec9df85'),
  (X'dc5a4c1898719121d8100efcd3916fbf'),
  (X'e1c4085511989e7e1465be85cab96d9e');
CREATE INDEX exchange_run ON exchange (import_run_id);
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
INSERT INTO draft (name, text, at) VALUES
  ('entry-4', 'half a sen', 1773076380000),
  ('quick-log', 'fixed the rele', 1773072360000);
CREATE TABLE day_checksum (
  local_day TEXT PRIMARY KEY,
  entries INTEGER NOT NULL,
  checksum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO day_checksum (local_day, entries, checksum) VALUES
  ('1969-12-31', 1, X'9ef0d77ce05a80fe05ab9d07bc956b71'),
  ('2025-08-19', 1, X'1a55d65da02497a99f223d9f3f5d2d95'),
  ('2025-09-24', 1, X'c690bcd459f2759bf697dfbb53743843'),
  ('2025-10-12', 1, X'999777f4133acca673d750418c275765'),
  ('2025-10-30', 1, X'9cbefc06d1a32b55c64fda15365d2a72'),
  ('2025-11-17', 1, X'73325f7806e758bdc1ec7f7628632358'),
  ('2025-12-05', 1, X'103e030148a92969f5b7a468797b6177'),
  ('2025-12-23', 1, X'20f07e07edc10ccabf98e489bd10a5f4'),
  ('2026-01-10', 1, X'13a0b677f326184bcb562a6379046c74'),
  ('2026-01-28', 1, X'eab2b5bd0e66bcd24b222d36bd774908'),
  ('2026-02-15', 1, X'f77f88956e24ef99c19aa6142938b27f'),
  ('2026-03-05', 1, X'430c7e0e0a53c493b3178eb0cde08e77'),
  ('2026-03-07', 2, X'5132ca06bef32e1e10a3fd6d1364891d'),
  ('2026-03-08', 5, X'194df0d710de254f85599398247638d4'),
  ('2026-03-09', 6, X'27216ac73e86e7f1e59e0b2e28cfd67c'),
  ('2100-12-31', 1, X'dd5f68c2cf302514a031f201c2dd0d7c');
CREATE INDEX assessment_rework ON assessment (assessed_at)
  WHERE rework_minutes IS NULL AND rework_asked_at IS NULL;
CREATE TABLE task_type (                -- a kind of work that the person put in order, or put away
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  is_retired INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO task_type (id, name, position, is_retired) VALUES
  (1, 'planning', 1, 0),
  (2, 'réécriture 🦉', 2, 0),
  (3, 'writing', 0, 0),
  (4, 'debugging', 3, 1),
  (5, 'refactoring', 4, 0);
CREATE TABLE bottleneck (               -- where the work is stuck, and from when to when
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  first_day TEXT,                       -- NULL: ever
  last_day TEXT                         -- NULL: still
) STRICT;
INSERT INTO bottleneck (id, name, first_day, last_day) VALUES
  (1, 'waiting for a review', '2026-01-05', NULL),
  (2, 'old build machine', NULL, '2025-12-31');
CREATE INDEX bottleneck_name ON bottleneck (name);
CREATE TABLE other_work (               -- two entries that look like the same work and are not
  id INTEGER PRIMARY KEY,
  typed_id INTEGER NOT NULL,
  imported_id INTEGER NOT NULL,
  UNIQUE (typed_id, imported_id)
) STRICT;
INSERT INTO other_work (id, typed_id, imported_id) VALUES
  (1, 21, 20);
CREATE TABLE joined_entry (             -- typed entries that became one with imported ones, to purge them with these
  imported_uid TEXT NOT NULL,
  typed_uid TEXT NOT NULL,
  PRIMARY KEY (imported_uid, typed_uid)
) STRICT, WITHOUT ROWID;
INSERT INTO joined_entry (imported_uid, typed_uid) VALUES
  ('98e345779bae4507919f3345bce0516d', '3a7f0bb3173a455a8bf0487e31f148cc'),
  ('a075691b8ec14ca4951ede49a983de39', '5304230b71864e389de630f3fa485db0');
CREATE INDEX interaction_typed ON interaction (source, started_at) WHERE source IS NULL;
CREATE TABLE signal_pause (             -- a question that the person does not want to hear for a while
  id INTEGER PRIMARY KEY,
  signal TEXT NOT NULL UNIQUE,
  until_day TEXT NOT NULL
) STRICT;
INSERT INTO signal_pause (id, signal, until_day) VALUES
  (1, 'growth', '2026-04-01');
CREATE INDEX interaction_value ON interaction (
  local_day, is_prompted, is_audit, calls, calls_without_tokens, calls_lower_bound, typed_tokens,
  input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, active_minutes,
  source, tool, project, task, main_model_id
);
CREATE INDEX interaction_task ON interaction (task, local_day) WHERE task IS NOT NULL;
CREATE INDEX interaction_last_task ON interaction (project, started_at, task) WHERE task IS NOT NULL;
CREATE INDEX assessment_bottleneck ON assessment (bottleneck) WHERE bottleneck IS NOT NULL;
CREATE INDEX undo_step_at ON undo_step (at);
CREATE INDEX undo_step_undone ON undo_step (id) WHERE is_undone;
CREATE TABLE interaction_cost (
  interaction_id INTEGER PRIMARY KEY,
  nano_usd INTEGER                      -- NULL: a call without known tokens or without a price
) STRICT;
INSERT INTO interaction_cost (interaction_id, nano_usd) VALUES
  (4, 21400000);
CREATE TABLE saved_view (               -- a filter, an order and columns, under a name
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL,                -- as JSON; whoever reads it leaves out what it does not know
  is_default INTEGER NOT NULL DEFAULT 0 -- the one with which the page begins; one at most
) STRICT;
INSERT INTO saved_view (id, name, content, is_default) VALUES
  (1, 'This week, shop', '{"filter": {"project": "shop"}, "period": {"span": "this week", "first": null, "last": null}, "order": {"key": "weighted", "descending": true}, "columns": ["start", "title"]}', 1),
  (2, 'Büro 🦉', '{"filter": {"search": "release", "is_rated": true}, "period": {"span": "all", "first": null, "last": null}, "order": {"key": "start", "descending": true}, "columns": []}', 0);
CREATE TABLE merged_entry (             -- entries that the person made one, to purge them with the one that is left
  kept_uid TEXT NOT NULL,
  merged_uid TEXT NOT NULL,
  PRIMARY KEY (kept_uid, merged_uid)
) STRICT, WITHOUT ROWID;
INSERT INTO merged_entry (kept_uid, merged_uid) VALUES
  ('168f12eb743e43ea8144275707e9fa07', '6b977707096540078745bf9fcb5fef93');
CREATE TABLE undo_value (
  step_id INTEGER NOT NULL REFERENCES undo_step (id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,            -- of interaction_tag: the tag itself, 1 where the entry has it
  row_id INTEGER NOT NULL,              -- the interaction
  before ANY,
  after ANY,
  PRIMARY KEY (step_id, table_name, column_name, row_id)
) STRICT, WITHOUT ROWID;
INSERT INTO undo_value (step_id, table_name, column_name, row_id, before, after) VALUES
  (44, 'interaction', 'task', 5, NULL, 'planning'),
  (44, 'interaction', 'task', 18, NULL, 'planning'),
  (44, 'interaction', 'task', 19, NULL, 'planning'),
  (44, 'interaction', 'task', 20, NULL, 'planning'),
  (45, 'interaction_tag', 'löve 🦉', 18, NULL, 1),
  (45, 'interaction_tag', 'löve 🦉', 19, NULL, 1),
  (45, 'interaction_tag', 'löve 🦉', 20, NULL, 1),
  (45, 'interaction_tag', 'paired', 18, NULL, 1),
  (45, 'interaction_tag', 'paired', 19, NULL, 1),
  (45, 'interaction_tag', 'paired', 20, NULL, 1),
  (46, 'interaction', 'project', 18, 'shop', 'bakery'),
  (46, 'interaction', 'project', 19, 'shop', 'bakery'),
  (47, 'assessment', 'need', 24, NULL, 'slower'),
  (47, 'assessment', 'need', 25, NULL, 'slower');
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
CREATE TRIGGER interaction_cost_changed
AFTER UPDATE OF calls, calls_without_tokens, calls_lower_bound, input_tokens, cache_write_tokens,
  cache_write_1h_tokens, cache_read_tokens, output_tokens, main_model_id ON interaction
BEGIN
  DELETE FROM interaction_cost WHERE interaction_id = OLD.id;
END;
CREATE TRIGGER interaction_cost_removed AFTER DELETE ON interaction BEGIN
  DELETE FROM interaction_cost WHERE interaction_id = OLD.id;
END;
CREATE INDEX undo_value_row ON undo_value (row_id);
CREATE INDEX trash_interaction_uid ON trash_interaction (uid);
CREATE INDEX call_charged ON call (at) WHERE charges IS NOT NULL;
CREATE TABLE picked_item (              -- an entry that is told of, in words of the person's own
  id INTEGER PRIMARY KEY,               -- the order in which they were picked
  uid TEXT NOT NULL UNIQUE,             -- the entry's, which may be in the trash or a part of another one by now
  situation TEXT NOT NULL DEFAULT '',
  ai_did TEXT NOT NULL DEFAULT '',
  person_did TEXT NOT NULL DEFAULT '',
  result TEXT NOT NULL DEFAULT '',
  link TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO picked_item (id, uid, situation, ai_did, person_did, result, link) VALUES
  (1, 'b72377bfb4d941c693fe6419ea5cd7ae', 'It was stuck for a week', 'Found the lock', 'Checked it 🦉', 'It runs', 'https://example.org/1');
CREATE TABLE review_text (              -- what is said of no single entry: changed, learned, next
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;
INSERT INTO review_text (id, name, text) VALUES
  (1, 'learned', 'Short prompts');
CREATE TABLE kept_name (                -- clients, colleagues, code names: what is looked for before anything leaves
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO kept_name (id, name) VALUES
  (1, 'Quillwort');
COMMIT;
