-- The event id is a counter per account taken under its row lock: a sequence would let a reader
-- skip the rows that commit late.
create table event_counters (
  account_id uuid primary key references accounts on delete cascade,
  seq bigint not null
);
call wall('event_counters');
grant select, insert, update on event_counters to flowpilot_app;

create table events (
  account_id uuid not null references accounts on delete cascade,
  seq bigint not null,
  kind text not null,
  payload jsonb not null,
  -- The ticket it is about: a pod hears of its own and of no other.
  ticket_id text,
  at timestamptz not null default now(),
  primary key (account_id, seq)
);
create index events_by_age on events (account_id, at);
call wall('events');
grant select, insert, delete on events to flowpilot_app;

-- Recurring work across accounts: one row per singleton `key`, claimed with skip locked, `attempts` as fence.
create table jobs (
  id uuid primary key,
  kind text not null,
  key text,
  payload jsonb not null default '{}',
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  owner text,
  lease_until timestamptz,
  last_error text,
  created_at timestamptz not null default now()
);
create unique index job_is_planned_already on jobs (key) where key is not null;
create index jobs_due on jobs (run_at);
alter table jobs enable row level security;
alter table jobs force row level security;
create policy system_only on jobs to flowpilot_system using (true) with check (true);
grant select, insert, update, delete on jobs to flowpilot_system;
