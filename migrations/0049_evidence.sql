-- What each sentence of an update rests on, as whoever wrote it named it: [{start, end, refs: [{kind, id}]}].
alter table session_updates add column cites jsonb not null default '[]';
