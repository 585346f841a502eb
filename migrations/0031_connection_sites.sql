-- What a connection's address needs beside the host differs between PSAs: a record that the vendor's schema reads.
-- ConnectWise's stay columns for who reads them, made from the record.
alter table connections add column site jsonb not null default '{}';
alter table connections no force row level security;
update connections set site = jsonb_build_object('company_id', company_id, 'client_id', client_id);
alter table connections force row level security;
alter table connections
  drop column company_id,
  drop column client_id,
  add column company_id text generated always as (site ->> 'company_id') stored,
  add column client_id text generated always as (site ->> 'client_id') stored;
alter table connections add constraint site_is_of_its_kind
  check (kind <> 'connectwise' or (company_id is not null and client_id is not null)) not valid;
alter table connections validate constraint site_is_of_its_kind;
