-- Addresses that stand in a ticket or a flow: only these are links in what the model writes. A ticket that was read
-- before gets its own when it is read again.
alter table ticket_snapshots add column addresses text[] not null default '{}';
alter table flows add column addresses text[] not null default '{}';
alter table flows no force row level security;
update flows set addresses = array(
  select distinct found[1]
  from regexp_matches(definition::text, '(https?://[^\s"\\<>()]+)', 'g') found)
where definition::text like '%://%';
alter table flows force row level security;
