-- What a model outside may read of a client. The company of a ticket counts as well as a name, so that neither a
-- renamed company nor another spelling lets a client out.
create table client_policies (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  client_name text not null,
  client_key text not null generated always as (lower(regexp_replace(btrim(client_name), '\s+', ' ', 'g'))) stored,
  connection_id uuid,
  company_id text,
  policy text not null constraint ai_policy_is_known check (policy in ('off', 'redacted', 'allowed')),
  reason text not null,
  set_by uuid,
  set_at timestamptz not null default now(),
  primary key (account_id, id),
  constraint client_has_one_policy unique (account_id, client_key),
  foreign key (account_id, set_by) references users (account_id, id) on delete set null (set_by)
);
create index client_policies_by_setter on client_policies (account_id, set_by) where set_by is not null;
call wall('client_policies');
grant select, insert, update, delete on client_policies to flowpilot_app;

-- What stands for names, hosts and addresses of a case in what a model reads of it: the same as long as it lives.
create table session_aliases (
  account_id uuid not null,
  session_id uuid not null,
  alias text not null,
  words text not null,
  primary key (account_id, session_id, alias),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
call wall('session_aliases');
grant select, insert, delete on session_aliases to flowpilot_app;
