-- What a PSA connection takes right now, shared by every server process. No row: it takes everything.
create table breakers (
  account_id uuid not null,
  connection_id uuid not null,
  state text not null default 'closed'
    constraint breaker_state_is_known check (state in ('closed', 'open', 'half_open')),
  reason text,
  -- When this state began, null from the first day: what was uncertain before counts no more.
  since timestamptz,
  probe_at timestamptz,
  probe_count integer not null default 0,
  unreadable_count integer not null default 0,
  -- The one post that is sent to see whether it works again, and until when its sender is believed alive.
  trial_post_id uuid,
  trial_until timestamptz,
  -- The PSA asked for a pause.
  paused_until timestamptz,
  busy_count integer not null default 0,
  primary key (account_id, connection_id),
  foreign key (account_id, connection_id) references connections (account_id, id) on delete cascade
);
call wall('breakers');
grant select, insert, update on breakers to flowpilot_app;
grant select (account_id, connection_id, state, probe_at, trial_until, paused_until) on breakers to flowpilot_system;
create policy find_breaker on breakers for select to flowpilot_system using (true);
grant select (account_id, id, health) on connections to flowpilot_system;
create policy find_connection on connections for select to flowpilot_system using (true);

-- One row: the life of this database. Its number rises when what it last said may have been lost, by a restore, a
-- failover or a long silence; a post of an earlier number is looked for before it is sent.
create table epochs (
  only_row boolean primary key default true constraint epoch_is_one check (only_row),
  number integer not null,
  identity text not null,
  timeline text,
  changed_at timestamptz not null default now(),
  reason text not null
);
create table heartbeats (
  process_id text primary key,
  beat_at timestamptz not null default now()
);
alter table epochs enable row level security;
alter table epochs force row level security;
alter table heartbeats enable row level security;
alter table heartbeats force row level security;
create policy keep on epochs to flowpilot_system using (true) with check (true);
create policy keep on heartbeats to flowpilot_system using (true) with check (true);
create policy read on epochs for select to flowpilot_app using (true);
create policy read on heartbeats for select to flowpilot_app using (true);
grant select, insert, update on epochs to flowpilot_system;
grant select, insert, update, delete on heartbeats to flowpilot_system;
grant select on epochs, heartbeats to flowpilot_app;

alter table posts
  add column epoch integer not null default 1,
  -- When a person last asked for it: it is not sent unasked for ever.
  add column asked_at timestamptz not null default now(),
  add column uncertain_at timestamptz,
  -- How often the PSA asked this one to wait.
  add column busy_count integer not null default 0,
  add column audit_count integer not null default 0,
  add column deleted_count integer not null default 0,
  -- What is to be done next, and when: the worker reads these two and nothing else.
  add column queue text generated always as (
    case
      when connection_id is null then null
      when state = 'ready' then 'send'
      when state in ('sending', 'uncertain', 'checking') then 'look'
      when state = 'posted' and check_at is not null then 'look'
      when state = 'blocked' then 'hold'
      when state in ('posted', 'verified') and audit_due is not null then 'audit'
    end) stored,
  add column due_at timestamptz generated always as (
    case state
      when 'ready' then send_after
      when 'sending' then lease_until
      when 'blocked' then created_at
      when 'posted' then coalesce(check_at, audit_due)
      when 'verified' then audit_due
      else check_at
    end) stored;
drop index posts_to_send;
drop index posts_to_look_after;
drop index posts_with_lease;
create index posts_by_queue on posts (account_id, connection_id, queue, due_at, id) where queue is not null;
create index posts_by_due on posts (queue, due_at) where queue is not null;
create index posts_by_state on posts (account_id, state, created_at desc, id desc);
create index posts_uncertain_lately on posts (account_id, connection_id, uncertain_at) where uncertain_at is not null;
create index posts_not_at_their_end on posts (state) where state not in ('verified', 'rejected', 'cancelled');
grant select (queue, due_at) on posts to flowpilot_system;
