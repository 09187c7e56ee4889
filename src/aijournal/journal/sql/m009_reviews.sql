-- What a person writes for a review, and the names that are not to leave in one.

CREATE TABLE picked_item (              -- an entry that is told of, in words of the person's own
  id INTEGER PRIMARY KEY,               -- the order in which they were picked
  uid TEXT NOT NULL UNIQUE,             -- the entry's, which may be in the trash or a part of another one by now
  situation TEXT NOT NULL DEFAULT '',
  ai_did TEXT NOT NULL DEFAULT '',
  person_did TEXT NOT NULL DEFAULT '',
  result TEXT NOT NULL DEFAULT '',
  link TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE review_text (              -- what is said of no single entry: changed, learned, next
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE kept_name (                -- clients, colleagues, code names: what is looked for before anything leaves
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
