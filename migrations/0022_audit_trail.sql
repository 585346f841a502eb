-- Whence an act came: the address of the caller, the surface, and the sign-in (the family of its refresh tokens; a
-- pod's token by its own id). Still only written and read by the app role, never changed.
alter table audit_log
  add column address text,
  add column surface text,
  add column token_id uuid;
create index audit_log_by_time on audit_log (account_id, at, id);
create index audit_log_by_user on audit_log (account_id, user_id, at) where user_id is not null;

-- Sign-ins with an address of nobody, which belong to no account's trail. The address stands as a keyed hash.
create table unknown_sign_ins (
  id uuid primary key,
  at timestamptz not null default now(),
  email_hash text not null,
  address text
);
create index unknown_sign_ins_by_time on unknown_sign_ins (at);
alter table unknown_sign_ins enable row level security;
alter table unknown_sign_ins force row level security;
create policy system_only on unknown_sign_ins to flowpilot_system using (true) with check (true);
grant select, insert, delete on unknown_sign_ins to flowpilot_system;
