-- When a case was at rest by somebody's wish: its minutes of work leave these out.
create table ai_session_pauses (
  account_id uuid not null,
  session_id uuid not null,
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (account_id, session_id, began_at),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
create unique index case_pauses_once on ai_session_pauses (account_id, session_id) where ended_at is null;
call wall('ai_session_pauses');
grant select, insert, update on ai_session_pauses to flowpilot_app;
