-- Marks in time that the person sets, so that a change can be read beside what happened; and a sign that
-- tells a journal of sample data from a real one.

CREATE TABLE event_mark (
  id INTEGER PRIMARY KEY,
  local_day TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX event_mark_day ON event_mark (local_day);

ALTER TABLE journal_key ADD COLUMN is_demo INTEGER NOT NULL DEFAULT 0;
