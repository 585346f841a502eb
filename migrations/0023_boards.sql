-- Which boards of the PSA each role opens; a role that is not named opens all.
alter table accounts add column board_rights jsonb not null default '{}';
-- The board of a case's ticket as last read; null until it was.
alter table ai_sessions add column psa_board_id text;
alter table ai_sessions no force row level security;
alter table ticket_snapshots no force row level security;
update ai_sessions s set psa_board_id = t.context #>> '{ticket,board,id}'
from ticket_snapshots t
where t.account_id = s.account_id and t.connection_id = s.psa_connection_id and t.ticket_id = s.psa_ticket_id;
alter table ticket_snapshots force row level security;
alter table ai_sessions force row level security;
