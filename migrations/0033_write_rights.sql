-- What an account says of the rights per kind of write; what it says nothing of is the default.
alter table accounts add column write_rights jsonb not null default '{}';
create index posts_of_time on posts (account_id, (lower("order" ->> 'member_identifier'))) where kind = 'time_entry';
