-- A refresh token stays with the kind of surface it was given to: one of the side panel never becomes the full page's.
alter table refresh_tokens
  add column surface text not null default 'app'
    constraint refresh_surface_is_known check (surface in ('app', 'panel'));

-- A sign-in of the side panel that was granted and is to be fetched once. The code itself is kept nowhere; its id
-- becomes the id of the family of refresh tokens that it gives, so that a second use can end that family.
create table oauth_codes (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  code_hash text not null,
  client_id text not null,
  redirect_uri text not null,
  code_challenge text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
create unique index oauth_code_by_hash on oauth_codes (code_hash);
call wall('oauth_codes');
grant select, insert, update, delete on oauth_codes to flowpilot_app;
grant select (account_id, id, code_hash) on oauth_codes to flowpilot_system;
create policy find_oauth_code on oauth_codes for select to flowpilot_system using (true);

-- Who a user is at the provider of the single sign-on: by its subject, never by e-mail.
create table user_identities (
  account_id uuid not null,
  user_id uuid not null,
  issuer text not null,
  subject text not null,
  created_at timestamptz not null default now(),
  primary key (account_id, user_id, issuer),
  constraint identity_is_taken unique (issuer, subject),
  foreign key (account_id, user_id) references users (account_id, id) on delete cascade
);
call wall('user_identities');
grant select, insert on user_identities to flowpilot_app;
grant select (account_id, user_id, issuer, subject) on user_identities to flowpilot_system;
create policy find_identity on user_identities for select to flowpilot_system using (true);
