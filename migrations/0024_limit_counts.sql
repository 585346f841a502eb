-- A window begins with its first hit. It ended when a clock struck before: twice the limit around that second, and a
-- value for one use was good again after midnight. Takes the place of rate_limits, which servers that still run the
-- version before this one count in; a later migration drops it. Losing the counts in a crash only forgives.
create unlogged table limit_counts (
  bucket text primary key,
  ends_at timestamptz not null,
  count integer not null
);
create index on limit_counts (ends_at);
alter table limit_counts enable row level security;
alter table limit_counts force row level security;
create policy system_only on limit_counts to flowpilot_system using (true) with check (true);
grant select, insert, update, delete on limit_counts to flowpilot_system;
