-- Forks of a case: paths that are equally likely, and the one that a person chose. What led a case before somebody
-- chose another flow.
create table ai_session_forks (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  -- [{id, text, shows, cause, taken}]
  paths jsonb not null,
  chosen_path_id uuid,
  chosen_by uuid,
  chosen_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  constraint fork_choice_is_whole check ((chosen_path_id is null) = (chosen_by is null)
    and (chosen_path_id is null) = (chosen_at is null)),
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade,
  foreign key (account_id, chosen_by) references users (account_id, id)
);
create unique index one_fork_stands on ai_session_forks (account_id, session_id) where superseded_at is null;
create index forks_by_session on ai_session_forks (account_id, session_id, created_at);
create index forks_by_chooser on ai_session_forks (account_id, chosen_by) where chosen_by is not null;
call wall('ai_session_forks');
grant select, insert, update on ai_session_forks to flowpilot_app;

-- {flow_id, place, domain, question_id, seq}; null where nobody chose, or the choice was taken back
alter table ai_sessions add column left_flow jsonb;
