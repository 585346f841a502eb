-- A mapping made from an e-mail address says whose name stands on a note. It signs nobody in: an identity is what an
-- admin linked by hand, what a password proved, or a user who was made for this very member.
alter table member_mappings
  drop constraint mapping_source_is_known,
  add constraint mapping_source_is_known
    check (source in ('email', 'sign_in', 'hand', 'password', 'provisioned')),
  add column state text not null default 'name'
    constraint mapping_state_is_known check (state in ('name', 'confirm', 'identity')),
  add column linked_by uuid,
  -- An owner or admin is signed in only by what an owner linked.
  add column by_owner boolean not null default false,
  add column linked_at timestamptz;

-- What signed people in until now and came from an address is confirmed once. A user without address and password
-- was made for its member.
alter table member_mappings no force row level security;
alter table users no force row level security;
update member_mappings m set
  state = case when m.source = 'sign_in' and u.id is not null then 'identity' else 'confirm' end,
  source = case when m.source = 'sign_in' and u.id is not null then 'provisioned' else m.source end
from member_mappings k
left join users u on u.account_id = k.account_id and u.id = k.user_id
  and u.email is null and u.password_hash is null and u.role in ('viewer', 'engineer')
where k.account_id = m.account_id and k.connection_id = m.connection_id and k.user_id = m.user_id;
alter table users force row level security;
alter table member_mappings force row level security;

-- What becomes of a confirmed member whom nobody linked, and whether a password may link.
alter table accounts
  add column provisioning text not null default 'approval'
    constraint provisioning_is_known check (provisioning in ('viewer', 'approval', 'off')),
  add column linking text not null default 'password'
    constraint linking_is_known check (linking in ('password', 'admin'));
alter table accounts no force row level security;
update accounts set provisioning = case when provision_members then 'viewer' else 'off' end;
alter table accounts force row level security;
alter table accounts drop column provision_members;

-- Members whom the PSA confirmed and nobody linked yet.
create table waiting_members (
  account_id uuid not null,
  connection_id uuid not null,
  member_id text not null,
  member_identifier text not null,
  member_name text not null,
  email text,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (account_id, connection_id, member_id),
  foreign key (account_id, connection_id) references connections (account_id, id) on delete cascade
);
call wall('waiting_members');
grant select, insert, update, delete on waiting_members to flowpilot_app;
