-- The newest client note that was written for the closing of a case: of which version of it, and of which typed words. Read
-- again while neither has changed.
create table resolution_notes (
  account_id uuid not null,
  session_id uuid not null,
  state_version integer not null,
  words_hash text not null,
  content text not null,
  written_at timestamptz not null default now(),
  primary key (account_id, session_id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
call wall('resolution_notes');
grant select, insert, update on resolution_notes to flowpilot_app;

-- A closing comes from the dialog or from its client note: the other way then answers what is there.
alter table closings
  add column origin text not null default 'dialog'
    constraint closing_origin_is_known check (origin in ('dialog', 'note')),
  -- Of the click that made it, where it came with one: the same click is the same closing.
  add column intent_key uuid,
  -- The note that a client would have read, where it was written and not posted.
  add column client_draft text,
  add constraint closing_was_made_already unique (account_id, intent_key);

-- Whoever hands a case on books the own hours, as whoever closes it does.
alter table handoffs
  add column member_mapping_warning boolean not null default false,
  add column time_entry_skipped_reason text;
