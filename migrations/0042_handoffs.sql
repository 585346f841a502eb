-- Who handed a case on, why, to whom, and what the next one was given to read. Taken back, it stays as what was.
create table handoffs (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  intent text not null constraint handoff_intent_is_known check (intent in ('escalate', 'park')),
  -- Which of the two ways made it: the other one then answers what is there.
  -- Of the click that made it, where it came with one: the same click is the same handoff.
  intent_key uuid,
  origin text not null constraint handoff_origin_is_known check (origin in ('handoff', 'package')),
  reason text not null,
  target_user_id uuid,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  brief jsonb not null,
  -- What was typed beside the reason; '' leaves it as the case has it.
  root_cause text not null,
  steps_taken text not null,
  recommendations text not null,
  document jsonb not null,
  -- {steps: [{id, text, command}], questions: [text]}: what was done and asked by then
  work jsonb not null,
  status_transition_skipped_reason text,
  claimed_by uuid,
  claimed_at timestamptz,
  resume_mode text constraint handoff_resume_mode_is_known check (resume_mode in ('continue', 'fresh')),
  withdrawn_at timestamptz,
  -- {item: verdict}
  received jsonb not null default '{}',
  constraint handoff_claim_is_whole check ((claimed_by is null) = (claimed_at is null)),
  constraint handoff_has_one_end check (claimed_at is null or withdrawn_at is null),
  constraint handoff_is_not_to_oneself check (target_user_id <> created_by),
  primary key (account_id, id),
  constraint handoff_was_made_already unique (account_id, intent_key),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade,
  foreign key (account_id, target_user_id) references users (account_id, id),
  foreign key (account_id, created_by) references users (account_id, id),
  foreign key (account_id, claimed_by) references users (account_id, id)
);
create unique index one_handoff_waits on handoffs (account_id, session_id)
  where claimed_at is null and withdrawn_at is null;
create index handoffs_that_wait on handoffs (account_id, created_at desc, id desc)
  where claimed_at is null and withdrawn_at is null and intent = 'escalate';
create index handoffs_by_session on handoffs (account_id, session_id, created_at);
create index handoffs_by_target on handoffs (account_id, target_user_id) where target_user_id is not null;
create index handoffs_by_creator on handoffs (account_id, created_by);
create index handoffs_by_claimer on handoffs (account_id, claimed_by) where claimed_by is not null;
create index posts_by_handoff on posts (account_id, source_id) where source_kind = 'handoff';
call wall('handoffs');
grant select, insert, update on handoffs to flowpilot_app;

-- The newest brief that a model wrote of a case, and of which version of it: read again while nothing has changed.
create table case_briefs (
  account_id uuid not null,
  session_id uuid not null,
  state_version integer not null,
  brief jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, session_id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
call wall('case_briefs');
grant select, insert, update on case_briefs to flowpilot_app;
