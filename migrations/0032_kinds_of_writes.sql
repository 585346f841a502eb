-- The outbox carries four kinds of writes. What is asked for is frozen in "order"; what a note has beside it (body,
-- hash, placement) stays in its columns, which the other kinds leave empty.
alter table posts
  add column "order" jsonb not null default '{}',
  add column source_kind text,
  add column source_id uuid,
  -- What the same source makes once: unique while it is not cancelled.
  add column dedupe_key text,
  -- Held until that one is at its end.
  add column after_post_id uuid,
  add column revision integer not null default 0,
  add column reason_params jsonb,
  add column reason_at timestamptz;

-- The rows of every account, as the owner of the tables, who is no superuser.
alter table posts no force row level security;
update posts set
  "order" = jsonb_build_object('placement', placement),
  source_kind = case when update_id is null then 'person' else 'update' end,
  source_id = coalesce(update_id, user_id),
  dedupe_key = 'note:update:' || update_id || ':' || placement || ':' || body_hash,
  reason_params = case when reason = 'member_refused' then jsonb_build_object('line', coalesce(author_line, '')) end,
  reason_at = case when reason is not null then updated_at end;
alter table posts force row level security;

alter table posts
  alter column "order" drop default,
  alter column source_kind set not null,
  alter column source_id set not null,
  alter column placement drop not null,
  alter column body drop not null,
  alter column body_hash drop not null,
  alter column tag drop not null,
  add constraint post_source_is_known
    check (source_kind in ('update', 'closing', 'handoff', 'time_sheet', 'person')) not valid,
  add constraint post_is_not_after_itself check (after_post_id <> id) not valid,
  add constraint post_waits_for_post foreign key (account_id, after_post_id) references posts (account_id, id) not valid,
  add constraint post_has_what_its_kind_needs check (case kind
    when 'note' then placement is not null and body is not null and body_hash is not null and tag is not null
    when 'time_entry' then tag is not null and placement is null and body is null and body_hash is null
    else tag is null and placement is null and body is null and body_hash is null end) not valid,
  drop constraint post_kind_is_known,
  add constraint post_kind_is_known check (kind in ('note', 'time_entry', 'status', 'assignment')) not valid,
  drop constraint post_reason_is_known,
  add constraint post_reason_is_known check (reason in ('client_reads_internal_note', 'client_cannot_read_note',
    'client_reads_other_words', 'member_refused', 'ticket_closed', 'ticket_merged', 'ticket_moved', 'time_overlaps',
    'time_billed_otherwise', 'work_type_gone', 'status_of_other_board', 'status_changed', 'owner_changed',
    'change_not_taken')) not valid,
  add constraint post_reason_has_time check ((reason is null) = (reason_at is null)) not valid;
alter table posts validate constraint post_source_is_known;
alter table posts validate constraint post_is_not_after_itself;
alter table posts validate constraint post_waits_for_post;
alter table posts validate constraint post_has_what_its_kind_needs;
alter table posts validate constraint post_kind_is_known;
alter table posts validate constraint post_reason_is_known;
alter table posts validate constraint post_reason_has_time;

-- The update behind a post is its source, seen from there: what joins by it goes on.
drop index update_was_posted_already;
alter table posts drop column update_id;
alter table posts
  add column update_id uuid generated always as (case when source_kind = 'update' then source_id end) stored,
  add constraint posts_update_fkey foreign key (account_id, update_id) references session_updates (account_id, id);
create index posts_by_update on posts (account_id, update_id) where update_id is not null;

create unique index was_posted_already on posts (account_id, dedupe_key)
  where dedupe_key is not null and state <> 'cancelled';
create index posts_after on posts (account_id, after_post_id) where after_post_id is not null;
-- The worker asks whether a post is held by another one.
grant select (kind, after_post_id, created_at) on posts to flowpilot_system;
