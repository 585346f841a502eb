-- A person's role and state are changed by whoever saw them as they stand; `token_epoch` ends access tokens that
-- belong to no family. The demo's people, whose password everybody knows, carry a mark until they get one of their own.
alter table users
  add column revision integer not null default 1,
  add column token_epoch integer not null default 0,
  add column demo boolean not null default false;
alter table users no force row level security;
update users set demo = true
  where password_hash is not null and lower(email) in (
    'ada@acme.example', 'ben@acme.example', 'cleo@acme.example', 'vera@acme.example', 'zed@zedit.example');
alter table users force row level security;
grant select (active, demo) on users to flowpilot_system;

-- Asked after passwords, of everybody in the account.
alter table accounts add column second_factor_required boolean not null default false;

-- How a family of refresh tokens began and on what; a family ends for its access tokens too.
alter table refresh_tokens
  add column signed_in_by text not null default 'password'
    constraint refresh_way_is_known check (signed_in_by in ('password', 'single_sign_on')),
  add column device text not null default '' constraint refresh_device_is_short check (length(device) <= 200);
-- one row per family: the newest of each
create index refresh_tokens_newest on refresh_tokens (account_id, user_id) where rotated_at is null;
alter table oauth_codes
  add column signed_in_by text not null default 'password'
    constraint oauth_way_is_known check (signed_in_by in ('password', 'single_sign_on')),
  add column device text not null default '' constraint oauth_device_is_short check (length(device) <= 200);

-- Links with which a person sets a password: an invitation, or a reset. The token itself is kept nowhere.
create table password_links (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  purpose text not null constraint link_purpose_is_known check (purpose in ('invitation', 'reset')),
  token_hash text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  voided_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
create unique index password_link_by_hash on password_links (token_hash);
create index password_links_by_user on password_links (account_id, user_id);
call wall('password_links');
grant select, insert, update, delete on password_links to flowpilot_app;
grant select (account_id, id, token_hash) on password_links to flowpilot_system;
create policy find_password_link on password_links for select to flowpilot_system using (true);

-- A person's authenticator: `secret_sealed` counts, `pending_sealed` waits for its first code. `last_step` is the
-- newest time step whose code was taken; `failures` holds when the last wrong codes came.
create table second_factors (
  account_id uuid not null,
  user_id uuid not null,
  secret_sealed text,
  pending_sealed text,
  last_step bigint not null default 0,
  failures timestamptz[] not null default '{}',
  since timestamptz,
  primary key (account_id, user_id),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
call wall('second_factors');
grant select, insert, update, delete on second_factors to flowpilot_app;

create table recovery_codes (
  account_id uuid not null,
  user_id uuid not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (account_id, user_id, code_hash),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
call wall('recovery_codes');
grant select, insert, update, delete on recovery_codes to flowpilot_app;

-- A password that was right and waits for the second factor.
create table sign_in_challenges (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
create unique index sign_in_challenge_by_hash on sign_in_challenges (token_hash);
create index sign_in_challenges_by_user on sign_in_challenges (account_id, user_id);
call wall('sign_in_challenges');
grant select, insert, update, delete on sign_in_challenges to flowpilot_app;
grant select (account_id, id, token_hash) on sign_in_challenges to flowpilot_system;
create policy find_sign_in_challenge on sign_in_challenges for select to flowpilot_system using (true);
