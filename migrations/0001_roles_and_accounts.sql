-- Two roles without login: the app works one account at a time, the system finds what is due across accounts.
do $$
begin
  begin
    create role flowpilot_app nologin noinherit;
  exception when duplicate_object or unique_violation then null;
  end;
  begin
    create role flowpilot_system nologin noinherit;
  exception when duplicate_object or unique_violation then null;
  end;
  begin
    if not pg_has_role(current_user, 'flowpilot_app', 'member')
       or not pg_has_role(current_user, 'flowpilot_system', 'member') then
      execute format('grant flowpilot_app, flowpilot_system to %I', current_user);
    end if;
  -- Roles made by another login cannot be granted here; the check at start says what an administrator must run.
  exception when insufficient_privilege then null;
  end;
end $$;

grant usage on schema public to flowpilot_app, flowpilot_system;

create function current_account() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;

-- Every table of an account gets the same wall: forced row-level security and one policy for the app role.
create procedure wall(table_name text)
language plpgsql
as $$
begin
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format(
    'create policy own_account on %I to flowpilot_app using (account_id = (select current_account())) with check (account_id = (select current_account()))',
    table_name);
end $$;

create table accounts (
  account_id uuid primary key,
  key text not null constraint account_key_is_plain check (key ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  provision_members boolean not null default true,
  preferences jsonb not null default '{}',
  communication_templates jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint account_key_is_taken unique (key)
);
call wall('accounts');
grant select, insert, update on accounts to flowpilot_app;
grant select (account_id, key) on accounts to flowpilot_system;
create policy find_account on accounts for select to flowpilot_system using (true);

create table users (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  email text,
  name text not null,
  role text not null constraint user_role_is_known check (role in ('viewer', 'engineer', 'admin', 'owner')),
  password_hash text,
  active boolean not null default true,
  preferences jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
create unique index email_is_taken on users (lower(email));
call wall('users');
grant select, insert, update on users to flowpilot_app;
grant select (account_id, id, email) on users to flowpilot_system;
create policy find_user on users for select to flowpilot_system using (true);

create table refresh_tokens (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  family_id uuid not null,
  token_hash text not null,
  successor_sealed text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  family_expires_at timestamptz not null,
  rotated_at timestamptz,
  revoked_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
create unique index refresh_token_by_hash on refresh_tokens (token_hash);
create index refresh_tokens_by_family on refresh_tokens (account_id, family_id);
call wall('refresh_tokens');
grant select, insert, update, delete on refresh_tokens to flowpilot_app;
grant select (account_id, id, token_hash, expires_at) on refresh_tokens to flowpilot_system;
create policy find_refresh_token on refresh_tokens for select to flowpilot_system using (true);

-- Keys of the process, not of an account: private parts are sealed with SECRET_KEYS.
create table signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  private_sealed text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
alter table signing_keys enable row level security;
alter table signing_keys force row level security;
create policy system_only on signing_keys to flowpilot_system using (true) with check (true);
grant select, insert, update on signing_keys to flowpilot_system;

-- Counts in fixed windows; losing them in a crash only forgives.
create unlogged table rate_limits (
  bucket text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (bucket, window_start)
);
alter table rate_limits enable row level security;
alter table rate_limits force row level security;
create policy system_only on rate_limits to flowpilot_system using (true) with check (true);
grant select, insert, update, delete on rate_limits to flowpilot_system;

create table audit_log (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  at timestamptz not null default now(),
  user_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text,
  result text not null,
  detail jsonb not null default '{}',
  primary key (account_id, id)
);
create index audit_log_by_subject on audit_log (account_id, subject_kind, subject_id, at);
call wall('audit_log');
grant select, insert on audit_log to flowpilot_app;
