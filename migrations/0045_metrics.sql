-- What was handed on in a stretch of time, waiting or not.
create index handoffs_by_age on handoffs (account_id, created_at) where intent = 'escalate';
