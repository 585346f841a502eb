-- How a case was closed: what was said, the documentation as it was then, and what the closing left undone. Reopened, it
-- stays as what was.
create table closings (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  outcome text not null constraint closing_outcome_is_known check (outcome in ('resolved', 'resolved_local')),
  closed_by uuid not null,
  closed_at timestamptz not null,
  root_cause text not null,
  resolution text not null,
  steps_taken text not null,
  recommendations text not null,
  document jsonb not null,
  member_mapping_warning boolean not null,
  time_entry_skipped_reason text,
  status_transition_skipped_reason text,
  reopened_at timestamptz,
  reopened_by uuid,
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade,
  foreign key (account_id, closed_by) references users (account_id, id),
  foreign key (account_id, reopened_by) references users (account_id, id)
);
create index closings_by_session on closings (account_id, session_id, closed_at desc);
create index closings_by_person on closings (account_id, closed_by);
create index closings_by_reopener on closings (account_id, reopened_by) where reopened_by is not null;
create index posts_by_source on posts (account_id, source_id) where source_kind = 'closing';
call wall('closings');
grant select, insert, update on closings to flowpilot_app;
