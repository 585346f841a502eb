-- An account's own identity provider. It signs in to this account and to no other.
create table identity_providers (
  account_id uuid primary key references accounts on delete cascade,
  issuer text not null,
  client_id text not null,
  client_secret_sealed text not null,
  label text not null,
  guests boolean not null default false,
  changed_at timestamptz not null default now()
);
call wall('identity_providers');
grant select, insert, update, delete on identity_providers to flowpilot_app;
-- whether the sign-in page offers single sign-on at all
grant select (account_id) on identity_providers to flowpilot_system;
create policy find_provider on identity_providers for select to flowpilot_system using (true);

-- E-mail domains that accounts claim. A claim counts once it is proved, and then no other account's does.
create table email_domains (
  account_id uuid not null references accounts on delete cascade,
  domain text not null constraint domain_is_plain check (domain ~ '^[a-z0-9.-]{3,253}$'),
  token text not null,
  proved_by text constraint domain_proof_is_known check (proved_by in ('dns', 'operator')),
  proved_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, domain),
  constraint domain_proof_is_whole check ((proved_by is null) = (proved_at is null))
);
create unique index domain_is_taken on email_domains (domain) where proved_at is not null;
call wall('email_domains');
grant select, insert, update, delete on email_domains to flowpilot_app;
grant select (account_id, domain, proved_at) on email_domains to flowpilot_system;
create policy find_domain on email_domains for select to flowpilot_system using (proved_at is not null);

alter table accounts
  add column sso_only boolean not null default false,
  -- When the provider of the server's settings became this account's: it does so once.
  add column provider_adopted_at timestamptz;
grant select (provider_adopted_at) on accounts to flowpilot_system;

-- Two accounts may trust the same provider, and each knows its own people there.
alter table user_identities
  drop constraint identity_is_taken,
  add constraint identity_is_taken unique (account_id, issuer, subject);
grant delete on user_identities to flowpilot_app;
drop policy find_identity on user_identities;
revoke select (account_id, user_id, issuer, subject) on user_identities from flowpilot_system;
