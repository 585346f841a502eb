-- An event that concerns one person alone is sent to that person's streams and to no other; null: to all who may read it.
alter table events add column user_id uuid;
