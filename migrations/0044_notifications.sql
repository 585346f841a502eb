-- What a person is told in the bell: who, of what, when it was read. `seen_at`: a screen of theirs that had the focus
-- showed it.
create table notifications (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null
    constraint notification_kind_is_known check (kind in ('escalation', 'handoff_claimed', 'post_needs_you')),
  session_id uuid,
  post_id uuid,
  handoff_id uuid,
  -- Whose act it was; null: nobody's.
  by_user_id uuid,
  created_at timestamptz not null default now(),
  seen_at timestamptz,
  read_at timestamptz,
  constraint notification_is_about_something check (
    case kind when 'post_needs_you' then post_id is not null
      else handoff_id is not null and session_id is not null end),
  primary key (account_id, id),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade,
  foreign key (account_id, by_user_id) references users (account_id, id) on delete set null (by_user_id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade,
  foreign key (account_id, post_id) references posts (account_id, id) on delete cascade
);
create index notifications_by_person on notifications (account_id, user_id, id desc);
-- The same is told once until it was read.
create unique index notification_is_unread_already
  on notifications (account_id, user_id, kind, coalesce(post_id, handoff_id)) where read_at is null;
create index notifications_by_teller on notifications (account_id, by_user_id) where by_user_id is not null;
create index notifications_by_case on notifications (account_id, session_id) where session_id is not null;
create index notifications_by_post on notifications (account_id, post_id) where post_id is not null;
create index notifications_by_handoff on notifications (account_id, handoff_id) where handoff_id is not null;
create index notifications_by_age on notifications (account_id, created_at);
call wall('notifications');
grant select, insert, update, delete on notifications to flowpilot_app;

-- Rooms of Slack and Teams that the account is told in. The address is the right to write there.
create table notification_channels (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  kind text not null constraint channel_kind_is_known check (kind in ('slack', 'teams')),
  name text not null,
  url_sealed text not null,
  host text not null,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
call wall('notification_channels');
grant select, insert, update, delete on notification_channels to flowpilot_app;

-- One for each notification and way out of the product. While somebody sends it `due_at` is when they are believed gone.
create table notification_deliveries (
  account_id uuid not null,
  id uuid not null default gen_random_uuid(),
  notification_id uuid not null,
  via text not null constraint delivery_way_is_known check (via in ('email', 'slack', 'teams')),
  channel_id uuid,
  state text not null default 'waiting'
    constraint delivery_state_is_known check (state in ('waiting', 'sent', 'failed', 'dropped')),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  -- Why it was not sent, or not at once.
  code text,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  constraint delivery_has_its_channel check ((via = 'email') = (channel_id is null)),
  constraint delivery_end_has_its_time check ((state = 'waiting') = (ended_at is null)),
  primary key (account_id, id),
  foreign key (account_id, notification_id) references notifications (account_id, id) on delete cascade,
  foreign key (account_id, channel_id) references notification_channels (account_id, id) on delete cascade
);
create unique index delivery_is_planned_already
  on notification_deliveries (account_id, notification_id, channel_id) nulls not distinct;
create index deliveries_by_channel on notification_deliveries (account_id, channel_id, ended_at desc)
  where channel_id is not null;
create index deliveries_due on notification_deliveries (via, due_at) where state = 'waiting';
call wall('notification_deliveries');
grant select, insert, update, delete on notification_deliveries to flowpilot_app;
grant select (account_id, id, via, channel_id, state, due_at) on notification_deliveries to flowpilot_system;
create policy find_delivery on notification_deliveries for select to flowpilot_system using (true);
