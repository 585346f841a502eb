-- Who answers in a case, until when that is believed alive, whether a person asked it to stop, and what it said so far.
-- Written every second while an answer comes: apart from the case's own row, with room in each page and no index beside
-- the key, so that such a write touches one page.
create table turns (
  account_id uuid not null,
  session_id uuid not null,
  -- The reply step that the turn writes.
  id uuid not null,
  owner text not null,
  lease_until timestamptz not null,
  stop boolean not null default false,
  partial text not null default '',
  primary key (account_id, session_id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
) with (fillfactor = 50);

-- The owner of the tables is held by their policies too, and has no account.
alter table ai_sessions no force row level security;
alter table ai_session_steps no force row level security;
insert into turns (account_id, session_id, id, owner, lease_until, stop, partial)
select s.account_id, s.id, s.turn_id, coalesce(s.turn_owner, ''), coalesce(s.turn_lease_until, now()), s.turn_stop,
  coalesce(p.content, '')
from ai_sessions s
left join ai_session_steps p on p.account_id = s.account_id and p.session_id = s.id and p.id = s.turn_id
where s.turn_id is not null;
alter table ai_sessions force row level security;
alter table ai_session_steps force row level security;

call wall('turns');
grant select, insert, update, delete on turns to flowpilot_app;
grant select (account_id, session_id, lease_until) on turns to flowpilot_system;
create policy find_stale_turn on turns for select to flowpilot_system using (true);

drop policy find_stale_turn on ai_sessions;
revoke select (account_id, id, turn_id, turn_lease_until) on ai_sessions from flowpilot_system;
drop index sessions_by_turn_lease;
alter table ai_sessions
  drop column turn_id,
  drop column turn_owner,
  drop column turn_lease_until,
  drop column turn_stop;
