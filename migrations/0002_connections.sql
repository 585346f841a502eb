create table connections (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  kind text not null constraint connection_kind_is_known check (kind in ('connectwise')),
  name text not null,
  site_url text not null,
  company_id text not null,
  client_id text not null,
  keys_sealed text not null,
  public_key_hint text not null,
  keys_changed_at timestamptz not null default now(),
  health text not null default 'ok' constraint connection_health_is_known check (health in ('ok', 'on_hold')),
  health_reason text,
  pod_setup_id text,
  pod_origins text[] not null default '{}',
  flowpilot_settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
-- One connection per account for now.
create unique index account_is_already_connected on connections (account_id);
call wall('connections');
grant select, insert, update, delete on connections to flowpilot_app;

create table member_mappings (
  account_id uuid not null,
  connection_id uuid not null,
  user_id uuid not null,
  member_id text not null,
  member_identifier text not null,
  member_name text not null,
  source text not null constraint mapping_source_is_known check (source in ('email', 'sign_in', 'hand')),
  created_at timestamptz not null default now(),
  primary key (account_id, connection_id, user_id),
  constraint member_is_already_mapped unique (account_id, connection_id, member_id),
  foreign key (account_id, connection_id) references connections (account_id, id) on delete cascade,
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
call wall('member_mappings');
grant select, insert, update, delete on member_mappings to flowpilot_app;

-- What the PSA last said about a ticket, shared by every surface and every server process.
create table ticket_snapshots (
  account_id uuid not null,
  connection_id uuid not null,
  ticket_id text not null,
  context jsonb not null,
  fetched_at timestamptz not null default now(),
  primary key (account_id, connection_id, ticket_id),
  foreign key (account_id, connection_id) references connections (account_id, id) on delete cascade
);
create index ticket_snapshots_by_age on ticket_snapshots (account_id, fetched_at);
call wall('ticket_snapshots');
grant select, insert, update, delete on ticket_snapshots to flowpilot_app;
