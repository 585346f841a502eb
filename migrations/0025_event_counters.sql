-- Every process reads how far the events of its open streams go: a notification is sent after the commit, and its
-- process can die in between.
create policy system_reads on event_counters for select to flowpilot_system using (true);
grant select on event_counters to flowpilot_system;
