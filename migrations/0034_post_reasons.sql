-- Why a post is where it is stands in its reason alone; the sentence of the API is made from that. Sentences that stand
-- here already stay with the rows that have nothing else.
alter table posts
  alter column explanation drop not null,
  -- Who asked for it once more: it goes out by that person's right. Null: who clicked.
  add column asked_by uuid,
  add constraint posts_asked_by_fkey foreign key (account_id, asked_by) references users (account_id, id) not valid,
  drop constraint post_reason_is_known;

-- The rows of every account, as the owner of the tables, who is no superuser.
alter table posts no force row level security;
update posts set reason = 'member_owns_ticket'
where reason = 'owner_changed' and kind = 'assignment' and "order" ->> 'act' = 'remove';
alter table posts force row level security;

alter table posts
  add constraint post_reason_is_known check (reason in (
    'waiting', 'waits_for_post', 'connection_stopped', 'connection_trying', 'connection_paused', 'connection_well',
    'asked_again', 'psa_not_reached', 'psa_busy', 'sent_again',
    'sending', 'sending_interrupted', 'no_clear_answer', 'taken_unnamed', 'refused_in_doubt', 'not_found_yet',
    'ticket_not_seen', 'unreadable', 'two_named', 'named_earlier', 'database_restored',
    'taken', 'taken_after_discard', 'taken_twice', 'not_shown_yet', 'read_back_failed', 'not_read_back', 'read_back',
    'differs', 'copy_deleted', 'ticket_gone_since', 'confirmed',
    'one_near', 'several_found', 'unreadable_too_long', 'taken_not_found', 'taken_not_there', 'tries_used_up',
    'ticket_gone', 'change_not_taken', 'deleted_since', 'copies_found', 'too_old', 'right_off',
    'client_reads_internal_note', 'client_cannot_read_note', 'client_reads_other_words', 'member_refused',
    'ticket_merged', 'ticket_moved', 'time_overlaps', 'time_billed_otherwise', 'status_changed', 'owner_changed',
    'psa_refused', 'never_reached', 'ticket_not_there', 'ticket_closed', 'work_type_gone', 'status_of_other_board',
    'member_owns_ticket', 'keys_refused', 'keys_locked', 'taken_back', 'discarded')) not valid;
alter table posts validate constraint posts_asked_by_fkey;
alter table posts validate constraint post_reason_is_known;

-- Why sending stopped, as values: the sentence is made from them.
alter table breakers drop column reason, add column cause jsonb;
