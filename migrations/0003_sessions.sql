create table flows (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  key text not null,
  version integer not null,
  name text not null,
  shipped boolean not null,
  definition jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  constraint flow_version_exists unique (account_id, key, version)
);
call wall('flows');
grant select, insert on flows to flowpilot_app;

create table ai_sessions (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  status text not null default 'active'
    constraint session_status_is_known check (status in ('active', 'paused', 'escalated', 'resolved')),
  title text not null,
  intake_type text not null
    constraint session_intake_is_known check (intake_type in ('free_text', 'psa_ticket', 'combined')),
  intake_content text not null default '',
  psa_connection_id uuid,
  psa_ticket_id text,
  psa_context_status text not null default 'none'
    constraint session_context_is_known check (psa_context_status in ('loaded', 'unavailable', 'none')),
  client_name text,
  asset_name text,
  issue_category text,
  triage_hypothesis text,
  -- Names of the header fields that a person typed: the model leaves them alone.
  typed_fields text[] not null default '{}',
  problem_domain text,
  confidence_tier text not null default 'discovery'
    constraint session_tier_is_known check (confidence_tier in ('discovery', 'exploring', 'confident')),
  confidence_score integer not null default 0
    constraint session_score_is_percent check (confidence_score between 0 and 100),
  flow_id uuid,
  flow_place jsonb,
  state_version integer not null default 1,
  next_seq integer not null default 1,
  user_id uuid not null,
  current_handler_id uuid not null,
  -- One turn at a time: who answers, until when it is believed alive, and whether a person asked it to stop.
  turn_id uuid,
  turn_owner text,
  turn_lease_until timestamptz,
  turn_stop boolean not null default false,
  -- When the ticket was read anew; null once the model was told.
  ticket_news_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  paused_at timestamptz,
  resolved_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, user_id) references users (account_id, id),
  foreign key (account_id, current_handler_id) references users (account_id, id),
  foreign key (account_id, flow_id) references flows (account_id, id),
  foreign key (account_id, psa_connection_id) references connections (account_id, id)
    on delete set null (psa_connection_id)
);
create unique index ticket_has_open_case on ai_sessions (account_id, psa_connection_id, psa_ticket_id)
  where status <> 'resolved';
create index sessions_by_age on ai_sessions (account_id, created_at desc, id desc);
create index sessions_by_handler on ai_sessions (account_id, current_handler_id, created_at desc);
create index sessions_by_turn_lease on ai_sessions (turn_lease_until) where turn_id is not null;
call wall('ai_sessions');
grant select, insert, update on ai_sessions to flowpilot_app;
grant select (account_id, id, turn_id, turn_lease_until) on ai_sessions to flowpilot_system;
create policy find_stale_turn on ai_sessions for select to flowpilot_system using (true);

create table ai_session_steps (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  seq integer not null,
  kind text not null constraint step_kind_is_known check (kind in ('message', 'reply', 'question', 'action',
    'fact', 'fix', 'fork', 'status_update', 'update_reminder', 'briefing', 'handoff', 'note', 'system')),
  user_id uuid,
  content text not null,
  state text not null default 'complete'
    constraint step_state_is_known check (state in ('complete', 'streaming', 'interrupted', 'stopped', 'failed')),
  model_kind text,
  remark text,
  -- What this step is about: a question, a task, an update, a post, or the message a reply answers.
  ref_id uuid,
  intent_key uuid,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  constraint step_seq_is_taken unique (account_id, session_id, seq),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade,
  foreign key (account_id, user_id) references users (account_id, id)
);
create unique index message_was_sent_already on ai_session_steps (account_id, session_id, intent_key)
  where intent_key is not null;
call wall('ai_session_steps');
grant select, insert, update on ai_session_steps to flowpilot_app;

create table ai_session_tasks (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  text text not null,
  detail text,
  command text,
  state text not null default 'pending'
    constraint task_state_is_known check (state in ('pending', 'active', 'done', 'skipped')),
  result text,
  position integer not null,
  revision integer not null default 1,
  source text not null constraint task_source_is_known check (source in ('flowpilot', 'engineer', 'flow')),
  -- Set once a person worded, ticked, skipped or reopened it or wrote its result: the model then leaves the row alone.
  touched_by uuid,
  done_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
create index tasks_by_session on ai_session_tasks (account_id, session_id, position);
create unique index one_task_is_active on ai_session_tasks (account_id, session_id)
  where state = 'active' and deleted_at is null;
call wall('ai_session_tasks');
grant select, insert, update on ai_session_tasks to flowpilot_app;

create table ai_session_questions (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  text text not null,
  context text,
  options jsonb,
  answer text,
  answered_by uuid,
  state text not null default 'open'
    constraint question_state_is_known check (state in ('open', 'answered', 'dropped')),
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  answered_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
create unique index one_question_is_open on ai_session_questions (account_id, session_id) where state = 'open';
create index questions_by_session on ai_session_questions (account_id, session_id, created_at);
call wall('ai_session_questions');
grant select, insert, update on ai_session_questions to flowpilot_app;

create table ai_session_facts (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  text text not null,
  status text not null constraint fact_status_is_known check (status in ('confirmed', 'ruled_out', 'pending')),
  source_kind text not null constraint fact_source_is_known
    check (source_kind in ('question', 'diagnostic_check', 'engineer', 'ticket', 'model')),
  source_ref text,
  created_by uuid,
  touched_by uuid,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
create index facts_by_session on ai_session_facts (account_id, session_id, created_at);
call wall('ai_session_facts');
grant select, insert, update on ai_session_facts to flowpilot_app;

-- Raw blocks as the model gave and got them; json, not jsonb, so that they replay byte for byte.
create table model_turns (
  account_id uuid not null,
  session_id uuid not null,
  seq integer not null,
  role text not null constraint turn_role_is_known check (role in ('user', 'assistant')),
  content json not null,
  model text,
  created_at timestamptz not null default now(),
  primary key (account_id, session_id, seq),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
call wall('model_turns');
grant select, insert on model_turns to flowpilot_app;

-- One row per model call, for budgets and bills; no text.
create table model_ledger (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  session_id uuid,
  user_id uuid not null,
  task text not null,
  kind text not null,
  model text not null,
  outcome text not null,
  input_tokens integer not null,
  output_tokens integer not null,
  cache_read_tokens integer not null,
  cache_write_tokens integer not null,
  latency_ms integer not null,
  prompt_hash text not null,
  at timestamptz not null default now(),
  primary key (account_id, id)
);
create index model_ledger_by_day on model_ledger (account_id, at);
call wall('model_ledger');
grant select, insert on model_ledger to flowpilot_app;

create table drafts (
  account_id uuid not null,
  user_id uuid not null,
  context text not null,
  body text not null constraint draft_is_short_enough check (length(body) <= 50000),
  updated_at timestamptz not null default now(),
  primary key (account_id, user_id, context),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
call wall('drafts');
grant select, insert, update, delete on drafts to flowpilot_app;
