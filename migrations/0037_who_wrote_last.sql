-- When the client wrote last in a ticket, and who, and when one of us wrote there for the client to read: what a list asks
-- of many tickets without opening their notes. Empty until a ticket is read again.
alter table ticket_snapshots
  add column client_wrote_at timestamptz,
  add column client_author text,
  add column we_wrote_at timestamptz;
