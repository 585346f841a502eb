-- Suggested fixes of a case: what was proposed, when it was applied, and what came of it.
create table ai_session_fixes (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  title text not null,
  description text not null default '',
  script text,
  confidence integer not null constraint fix_confidence_is_percent check (confidence between 0 and 100),
  status text not null default 'proposed' constraint fix_status_is_known
    check (status in ('proposed', 'applied_success', 'applied_failed', 'applied_partial', 'dismissed')),
  applied_at timestamptz,
  verified_at timestamptz,
  partial_notes text,
  failure_reason text,
  ai_outcome_proposal text constraint fix_proposal_is_known
    check (ai_outcome_proposal in ('applied_success', 'applied_failed', 'applied_partial')),
  -- The question that asks whether it helped: its answer is the outcome.
  question_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  constraint fix_in_part_has_notes check (status <> 'applied_partial' or partial_notes is not null),
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade,
  foreign key (account_id, question_id) references ai_session_questions (account_id, id)
    on delete set null (question_id)
);
create unique index one_fix_stands on ai_session_fixes (account_id, session_id)
  where superseded_at is null and status <> 'dismissed';
create index fixes_by_session on ai_session_fixes (account_id, session_id, created_at);
create index fixes_by_question on ai_session_fixes (account_id, question_id) where question_id is not null;
call wall('ai_session_fixes');
grant select, insert, update on ai_session_fixes to flowpilot_app;
