-- A PSA that takes no member on a note: its notes name their author in a first line instead.
alter table connections add column member_refused_at timestamptz;

-- Both forms of a note are written down at the click: under its author, or with this line before it and no author.
alter table posts add column author_line text;
alter table posts drop constraint post_reason_is_known;
alter table posts add constraint post_reason_is_known check (reason in ('client_reads_internal_note',
  'client_cannot_read_note', 'client_reads_other_words', 'member_refused'));
