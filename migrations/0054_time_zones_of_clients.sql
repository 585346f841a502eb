-- The zone that a client lives in, beside what a model may read of it; either may be left as it is for everybody.
alter table client_policies
  add column time_zone text constraint client_zone_is_short check (length(time_zone) between 1 and 60),
  alter column policy drop not null,
  add constraint client_rule_says_something check (policy is not null or time_zone is not null) not valid;
alter table client_policies validate constraint client_rule_says_something;
