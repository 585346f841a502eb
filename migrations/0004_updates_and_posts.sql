create table session_updates (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  audience text not null
    constraint update_audience_is_known check (audience in ('ticket_notes', 'client_update', 'email_draft')),
  length text not null constraint update_length_is_known check (length in ('quick', 'detailed')),
  context text not null constraint update_context_is_known check (context in ('status')),
  subject text,
  content text not null,
  session_status text not null,
  steps_completed integer not null,
  time_spent_minutes integer not null,
  state text not null constraint update_state_is_known check (state in ('complete', 'partial')),
  model_kind text not null,
  -- The case and the ticket as they stood when it was written: what `stale` is measured against.
  state_version integer not null,
  ticket_updated_at timestamptz,
  -- The client it was written for: it is not posted once the ticket belongs to another one.
  ticket_company_id text,
  copied_at timestamptz,
  created_by uuid not null,
  generated_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade,
  foreign key (account_id, created_by) references users (account_id, id)
);
create index updates_by_session on session_updates (account_id, session_id, generated_at);
call wall('session_updates');
grant select, insert, update on session_updates to flowpilot_app;

-- The outbox. All times from the database clock.
create table posts (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  intent_key uuid not null,
  kind text not null constraint post_kind_is_known check (kind in ('note')),
  placement text not null
    constraint post_placement_is_known check (placement in ('internal', 'discussion', 'resolution')),
  -- Null once the connection is gone: only finished posts outlive it.
  connection_id uuid,
  ticket_id text not null,
  -- The client this was written for: a ticket that moved to another company is not posted to.
  company_id text,
  session_id uuid,
  update_id uuid,
  user_id uuid not null,
  member_identifier text,
  body text not null,
  body_hash text not null,
  tag text not null,
  state text not null default 'ready' constraint post_state_is_known check (state in ('ready', 'sending', 'posted',
    'verified', 'uncertain', 'checking', 'needs_human', 'rejected', 'blocked', 'cancelled')),
  attempt integer not null default 0,
  not_sent_count integer not null default 0,
  send_after timestamptz not null,
  owner text,
  lease_until timestamptz,
  sent_at timestamptz,
  settle_until timestamptz,
  check_at timestamptz,
  look_count integer not null default 0,
  clean_absences integer not null default 0,
  last_absence_at timestamptz,
  unreadable_since timestamptz,
  psa_id text,
  psa_url text,
  candidates jsonb,
  last_outcome jsonb,
  explanation text not null,
  posted_at timestamptz,
  verified_at timestamptz,
  audit_due timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  constraint intent_was_posted_already unique (account_id, intent_key),
  constraint tag_is_taken unique (account_id, tag),
  constraint posted_has_psa_id check (state not in ('posted', 'verified') or psa_id is not null),
  constraint sending_has_owner check (state <> 'sending' or (owner is not null and lease_until is not null)),
  foreign key (account_id, connection_id) references connections (account_id, id)
    on delete set null (connection_id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id),
  foreign key (account_id, update_id) references session_updates (account_id, id),
  foreign key (account_id, user_id) references users (account_id, id)
);
-- Keys of further clicks that meant a post which was there already: each stays bound to it, whatever becomes of it.
create table post_intents (
  account_id uuid not null,
  intent_key uuid not null,
  post_id uuid not null,
  primary key (account_id, intent_key),
  foreign key (account_id, post_id) references posts (account_id, id) on delete cascade
);
call wall('post_intents');
grant select, insert on post_intents to flowpilot_app;

create unique index update_was_posted_already on posts (account_id, update_id, body_hash, placement)
  where state <> 'cancelled';
create unique index one_post_is_sending_per_ticket on posts (account_id, connection_id, ticket_id)
  where state = 'sending';
create index posts_to_send on posts (send_after) where state = 'ready';
create index posts_to_look_after on posts (check_at) where state in ('uncertain', 'checking', 'posted', 'blocked');
create index posts_with_lease on posts (lease_until) where state = 'sending';
create index posts_by_ticket on posts (account_id, connection_id, ticket_id, created_at);
create index posts_by_session on posts (account_id, session_id, created_at);
create index posts_by_age on posts (account_id, created_at desc, id desc);
call wall('posts');
grant select, insert, update on posts to flowpilot_app;
grant select (account_id, id, connection_id, ticket_id, state, send_after, check_at, lease_until) on posts to flowpilot_system;
create policy find_due_post on posts for select to flowpilot_system using (true);
