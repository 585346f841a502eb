-- A flow is known by its key and the hash of its content; versions count up per account and key. Rows without a hash
-- hold a definition of an earlier form: they keep the name for old cases and are not walked any more.
alter table flows
  add column hash text,
  add column off_at timestamptz,
  add column imported_by uuid,
  add constraint flow_content_exists unique (account_id, key, hash),
  add constraint flow_importer_exists foreign key (account_id, imported_by) references users (account_id, id);
create index flows_by_importer on flows (account_id, imported_by) where imported_by is not null;
grant update (off_at, version, imported_by, created_at) on flows to flowpilot_app;
