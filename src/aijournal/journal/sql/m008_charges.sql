-- What tools charge in units of their own, such as credits, beside the tokens that a call took.

-- As JSON, a unit and an amount each, by unit: [["credit","0.11"]]; NULL: nothing is known of any.
ALTER TABLE call ADD COLUMN charges TEXT;
ALTER TABLE trash_call ADD COLUMN charges TEXT;
CREATE INDEX call_charged ON call (at) WHERE charges IS NOT NULL;
