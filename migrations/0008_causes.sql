-- Competing causes of a case. `for_refs`, `against_refs`: what speaks for and against, as [{kind, id}].
create table ai_session_causes (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  text text not null,
  for_refs jsonb not null default '[]',
  against_refs jsonb not null default '[]',
  test text not null default '',
  rank integer not null,
  state text not null default 'open'
    constraint cause_state_is_known check (state in ('open', 'picked', 'struck')),
  source text not null constraint cause_source_is_known check (source in ('engineer', 'model')),
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
create index causes_by_session on ai_session_causes (account_id, session_id, rank);
call wall('ai_session_causes');
grant select, insert, update on ai_session_causes to flowpilot_app;

-- On what ground a fact or a step's result stands.
alter table ai_session_facts add column known text not null default 'told'
  constraint fact_known_is_known check (known in ('told', 'checked'));
alter table ai_session_tasks add column known text
  constraint task_known_is_known check (known in ('told', 'checked'));
update ai_session_tasks set known = 'checked' where state = 'done' and touched_by is not null;
-- The option that an answer's own words were taken as.
alter table ai_session_questions add column taken_as text;
-- Language of the case's texts; null: that of the account.
alter table ai_sessions add column language text;
