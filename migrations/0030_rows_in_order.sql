-- Rows of a case are written under its lock, and their order is that of the writing. now() is when a transaction began,
-- which may be long before it got the lock: a later row stood before an earlier one, and short ids were counted anew.
alter table ai_session_tasks alter column created_at set default clock_timestamp();
alter table ai_session_facts alter column created_at set default clock_timestamp();
alter table ai_session_causes alter column created_at set default clock_timestamp();
