-- What was said in cases, by words. Depth 1: names and facts; depth 2: these and the messages. Each depth is searched like
-- case_words, by one range of one index; a word that is found by more than one way stands once in each.
create table said_words (
  account_id uuid not null,
  depth integer not null
    constraint said_depth_is_known check (depth in (1, 2)),
  word text collate "C" not null,
  session_id uuid not null,
  primary key (account_id, depth, word, session_id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
create index said_words_by_case on said_words (account_id, session_id, depth, word);
call wall('said_words');
grant select, insert, delete on said_words to flowpilot_app;

-- The version of a case that its said words are of: a job reads those that are behind, the newest change first. Cases that
-- are there already are behind.
alter table ai_sessions add column words_version integer not null default 0;
create index sessions_behind_in_words on ai_sessions (updated_at desc) where words_version < state_version;
grant select (account_id, id, updated_at, state_version, words_version) on ai_sessions to flowpilot_system;
create policy find_unread_words on ai_sessions for select to flowpilot_system using (true);
