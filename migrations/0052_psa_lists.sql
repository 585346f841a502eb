-- What the PSA last offered to choose from, for the time in which it is away. `board_id`: of statuses; '' of what is
-- offered everywhere.
create table psa_lists (
  account_id uuid not null,
  connection_id uuid not null,
  kind text not null constraint psa_list_kind_is_known check (kind in ('boards', 'statuses', 'work_types')),
  board_id text not null,
  items jsonb not null
    constraint psa_list_is_bounded check (jsonb_typeof(items) = 'array' and jsonb_array_length(items) <= 1000),
  fetched_at timestamptz not null,
  primary key (account_id, connection_id, kind, board_id),
  constraint psa_list_of_board_has_one check ((kind = 'statuses') = (board_id <> '')),
  foreign key (account_id, connection_id) references connections (account_id, id) on delete cascade
);
call wall('psa_lists');
grant select, insert, update, delete on psa_lists to flowpilot_app;
