-- The words of cases. Under row-level security only leakproof operators reach an index, so `like` and text search read
-- every case of an account; >= and < on text do not. Under "C" the words with one beginning stand side by side.
create table case_words (
  account_id uuid not null,
  word text collate "C" not null,
  session_id uuid not null,
  place text not null
    constraint case_word_place_is_known check (place in ('title', 'client', 'device', 'ticket')),
  primary key (account_id, word, session_id, place),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade
);
create index case_words_by_case on case_words (account_id, session_id, word);
call wall('case_words');
grant select, insert, delete on case_words to flowpilot_app;

-- The cases that are there, as server/sessions/search/words.ts reads them. What a letter is says ICU where this
-- PostgreSQL has it, else the locale of the database.
alter table ai_sessions no force row level security;
alter table case_words no force row level security;
do $fill$
declare
  letters text := coalesce((select 'und-x-icu' from pg_collation where collname = 'und-x-icu' limit 1), 'default');
begin
  execute format($insert$
    insert into case_words (account_id, word, session_id, place)
    select s.account_id, found.word, s.id, part.place
    from ai_sessions s
    cross join lateral (values ('title', s.title), ('client', s.client_name), ('device', s.asset_name),
      ('ticket', s.psa_ticket_id)) part (place, text)
    cross join lateral (
      select distinct left(each.word, 40) as word
      from (
        select w as word
        from regexp_split_to_table(
          replace(lower(regexp_replace(normalize(part.text, NFKD), '[\u0300-\u036f]', '', 'g') collate %1$I), 'ß', 'ss')
            collate %1$I,
          '[^[:alnum:]]+') w
        where w <> '' limit 64) each) found
  $insert$, letters);
end $fill$;
alter table case_words force row level security;
alter table ai_sessions force row level security;
