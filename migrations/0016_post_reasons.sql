-- Why a post asks a person, where that is more than which note it is.
alter table posts add column reason text constraint post_reason_is_known
  check (reason in ('client_reads_internal_note', 'client_cannot_read_note', 'client_reads_other_words'));

-- A posted note that nobody looks for any more is at its end, like a verified one.
drop index posts_not_at_their_end;
create index posts_not_at_their_end on posts (state)
  where not (state in ('verified', 'rejected', 'cancelled') or (state = 'posted' and check_at is null));
