-- Who ticked a step: whoever touched it last may only have worded it.
alter table ai_session_tasks
  add column done_by uuid,
  add constraint task_done_by_fkey foreign key (account_id, done_by) references users (account_id, id) not valid;
alter table ai_session_tasks validate constraint task_done_by_fkey;
create index tasks_by_doer on ai_session_tasks (account_id, done_by) where done_by is not null;
