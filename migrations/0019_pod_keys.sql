-- The pod's address names no customer: 80 random bits (a v4 uuid's first twelve digits and eight of another one).
alter table accounts
  add column pod_key text not null default (
    left(replace(gen_random_uuid()::text, '-', ''), 12) || left(replace(gen_random_uuid()::text, '-', ''), 8))
    constraint pod_key_is_random check (pod_key ~ '^[0-9a-f]{20}$'),
  add constraint pod_key_is_taken unique (pod_key);
grant select (pod_key) on accounts to flowpilot_system;

-- Where the setup at the PSA sends browsers to; null for one that was made before pods had keys.
alter table connections add column pod_url text;
