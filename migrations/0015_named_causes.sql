-- Who named a cause in a message; null where it was typed by hand, or is the model's.
alter table ai_session_causes add column named_by uuid,
  add foreign key (account_id, named_by) references users (account_id, id);
