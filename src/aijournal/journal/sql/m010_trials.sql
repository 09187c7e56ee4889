-- Trials that a person runs on themselves: chance decides how a task is done, once its forecast is locked.

CREATE TABLE trial (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,                   -- unique among those that are begun, however it is spelled
  question TEXT NOT NULL DEFAULT '',
  control TEXT NOT NULL,                -- the two ways of working, in the person's words
  treatment TEXT NOT NULL,
  outcome TEXT NOT NULL,                -- 'minutes' or 'weighted_tokens'
  stop_tasks INTEGER,                   -- after so many drawn tasks, or after a day, or whichever comes first
  stop_day TEXT,
  seed TEXT,                            -- what all arms follow from; NULL: somebody else drew them
  begun_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

CREATE TABLE trial_task (               -- what was locked before the draw, and what was drawn: never changed
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  trial_id INTEGER NOT NULL REFERENCES trial (id),
  place INTEGER NOT NULL,               -- in the order of the draws, from 1 on
  task TEXT,                            -- its type
  size TEXT NOT NULL,
  control_minutes REAL NOT NULL,        -- forecast for either arm
  treatment_minutes REAL,
  probability REAL,                     -- that the treatment helps
  participant TEXT,
  locked_at INTEGER NOT NULL,
  arm TEXT,
  refusal TEXT,                         -- why it was not left to chance; it is in no arm then
  UNIQUE (trial_id, place),
  CHECK ((arm IS NULL) <> (refusal IS NULL))
) STRICT;
CREATE TRIGGER trial_task_is_locked BEFORE UPDATE ON trial_task BEGIN
  SELECT raise(ABORT, 'what is locked never changes');
END;

CREATE TABLE trial_work (               -- what is said of a task afterwards
  task_id INTEGER PRIMARY KEY REFERENCES trial_task (id),
  title TEXT NOT NULL,
  done_at INTEGER,
  minutes REAL,
  rework_minutes REAL,
  rework_asked_at INTEGER,              -- NULL: not asked yet
  is_violated INTEGER NOT NULL DEFAULT 0,
  claimed_net_minutes REAL
) STRICT;
CREATE INDEX trial_work_rework ON trial_work (done_at) WHERE rework_minutes IS NULL AND rework_asked_at IS NULL;

CREATE TABLE trial_stretch (            -- a stretch of work on a task, without a pause
  id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES trial_task (id),
  began_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,             -- up to when its minutes are counted
  minutes REAL NOT NULL,                -- its own share where several tasks run at once
  is_running INTEGER NOT NULL,
  is_watched INTEGER NOT NULL           -- somebody counts it every other second; else it runs until it is stopped
) STRICT;
CREATE INDEX trial_stretch_task ON trial_stretch (task_id);
CREATE INDEX trial_stretch_running ON trial_stretch (id) WHERE is_running;

CREATE TABLE trial_entry (              -- an entry that was a part of a task
  id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES trial_task (id),
  uid TEXT NOT NULL UNIQUE              -- the entry's, which may be in the trash or a part of another one by now
) STRICT;
CREATE INDEX trial_entry_task ON trial_entry (task_id);
