-- Thinking blocks are valid only for the model and the prompt they were written after.
alter table model_turns
  add column kind text constraint turn_kind_is_known check (kind in ('anthropic', 'offline')),
  add column prompt_hash text;

-- A row per attempt, with its price.
alter table model_ledger
  add column request_id text,
  add column stop_reason text,
  add column refusal_category text,
  add column thinking_tokens integer,
  add column cache_write_1h_tokens integer not null default 0,
  add column first_text_ms integer,
  -- Micro-dollars; null where the price of the model is not known.
  add column price_micros bigint,
  -- What the call takes from the day's budget: the price, or the dearest known one.
  add column budget_micros bigint not null default 0;
