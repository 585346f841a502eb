-- Null: for the rooms of the account, which are told whether or not a person is.
alter table notifications alter column user_id drop not null;
