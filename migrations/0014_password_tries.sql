-- Tries of a password, by person and network, by person alone, by known device. Each wrong one counts, and from some
-- number on the next has to wait, longer each time. Losing them in a crash only forgives.
create unlogged table password_tries (
  bucket text primary key,
  tries integer not null,
  tried_at timestamptz not null default now(),
  held_until timestamptz not null default now()
);
create index password_tries_by_age on password_tries (tried_at);
alter table password_tries enable row level security;
alter table password_tries force row level security;
create policy system_only on password_tries to flowpilot_system using (true) with check (true);
grant select, insert, update, delete on password_tries to flowpilot_system;
