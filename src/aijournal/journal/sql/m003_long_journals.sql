-- What a journal of many years needs to answer at once: token sums of whole blocks of time, and indexes that
-- hold all that a question reads, in the order in which it is asked.

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

DROP INDEX interaction_day;             -- value by day reads an interaction's sums and nothing else
CREATE INDEX interaction_value ON interaction (
  local_day, is_prompted, is_audit, calls, calls_without_tokens, calls_lower_bound, typed_tokens,
  input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, active_minutes
);

DROP INDEX interaction_asked;           -- with what counting the waiting ones reads
CREATE INDEX interaction_asked ON interaction (is_audit DESC, started_at DESC, snoozed_until)
  WHERE is_asked = 1;
