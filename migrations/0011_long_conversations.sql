-- A message takes 100,000 characters, and so does its draft.
alter table drafts drop constraint draft_is_short_enough;
alter table drafts add constraint draft_is_short_enough check (length(body) <= 100000) not valid;
alter table drafts validate constraint draft_is_short_enough;

-- Where a conversation with the model grew too long, a new one begins here; the turns before stay for the record.
alter table model_turns add column begins boolean not null default false;
