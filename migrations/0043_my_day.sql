-- What somebody made of the times that were proposed for a day of theirs. Proposals themselves are not kept: they follow
-- from acts. `booked` and `work_types`: what the PSA had for this member, and offered, when it was last read.
create table my_days (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  day date not null,
  revision integer not null default 0,
  booked jsonb,
  work_types jsonb,
  booked_at timestamptz,
  primary key (account_id, id),
  constraint one_day_per_person unique (account_id, user_id, day),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
call wall('my_days');
grant select, insert, update on my_days to flowpilot_app;

create table my_day_entries (
  account_id uuid not null,
  day_id uuid not null,
  id uuid not null,
  -- What was done to it: `removed` only keeps its time from being proposed again.
  state text not null constraint day_entry_state_is_known check (state in ('kept', 'removed', 'sent')),
  by_hand boolean not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  -- Of the proposal it was made from; null where it was written by hand.
  covers_from timestamptz,
  covers_to timestamptz,
  -- As it was typed; null: as the account rounds.
  minutes integer,
  session_id uuid,
  ticket_id text,
  work_type_id text,
  -- Null: as the case is called.
  note text,
  post_id uuid,
  primary key (account_id, day_id, id),
  constraint day_entry_has_length check (ended_at > started_at),
  constraint day_entry_covers_whole check ((covers_from is null) = (covers_to is null)),
  constraint day_entry_is_sent_by_post check ((state = 'sent') = (post_id is not null)),
  foreign key (account_id, day_id) references my_days (account_id, id) on delete cascade,
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete set null (session_id),
  foreign key (account_id, post_id) references posts (account_id, id)
);
create index day_entries_by_case on my_day_entries (account_id, session_id) where session_id is not null;
create index day_entries_by_post on my_day_entries (account_id, post_id) where post_id is not null;
call wall('my_day_entries');
grant select, insert, update, delete on my_day_entries to flowpilot_app;

-- What one person did, by when they did it.
create index steps_by_person on ai_session_steps (account_id, user_id, created_at) where user_id is not null;
create index facts_by_person on ai_session_facts (account_id, created_by, created_at) where created_by is not null;
create index tasks_by_person on ai_session_tasks (account_id, touched_by, done_at) where done_at is not null;
create index posts_by_person on posts (account_id, user_id, created_at);
