-- When an update of a case is due: one person asked to be told then.
create table reminders (
  account_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  audience text not null
    constraint reminder_audience_is_known check (audience in ('ticket_notes', 'client_update', 'email_draft')),
  remind_at timestamptz not null,
  status text not null default 'pending'
    constraint reminder_status_is_known check (status in ('pending', 'fired', 'cancelled')),
  -- Why it was cancelled.
  reason text constraint reminder_reason_is_known check (reason in ('by_person', 'case_resolved')),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint reminder_end_has_its_time check ((status = 'pending') = (ended_at is null)),
  constraint reminder_cancelled_has_its_reason check ((status = 'cancelled') = (reason is not null)),
  primary key (account_id, id),
  foreign key (account_id, session_id) references ai_sessions (account_id, id) on delete cascade,
  foreign key (account_id, created_by) references users (account_id, id)
);
create index reminders_due on reminders (remind_at) where status = 'pending';
create index reminders_due_by_account on reminders (account_id, remind_at, id) where status = 'pending';
create index reminders_by_session on reminders (account_id, session_id, created_at);
create index reminders_by_creator on reminders (account_id, created_by);
call wall('reminders');
grant select, insert, update on reminders to flowpilot_app;
grant select (account_id, status, remind_at) on reminders to flowpilot_system;
create policy find_reminder on reminders for select to flowpilot_system using (true);

alter table notifications
  add column reminder_id uuid,
  drop constraint notification_kind_is_known,
  drop constraint notification_is_about_something,
  add constraint notification_kind_is_known
    check (kind in ('escalation', 'handoff_claimed', 'post_needs_you', 'reminder')) not valid,
  add constraint notification_is_about_something check (
    case kind
      when 'post_needs_you' then post_id is not null
      when 'reminder' then reminder_id is not null and session_id is not null
      else handoff_id is not null and session_id is not null end) not valid,
  add constraint notifications_reminder_fkey foreign key (account_id, reminder_id)
    references reminders (account_id, id) on delete cascade not valid;
alter table notifications validate constraint notification_kind_is_known;
alter table notifications validate constraint notification_is_about_something;
alter table notifications validate constraint notifications_reminder_fkey;
drop index notification_is_unread_already;
create unique index notification_is_unread_already
  on notifications (account_id, user_id, kind, coalesce(post_id, handoff_id, reminder_id)) where read_at is null;
create index notifications_by_reminder on notifications (account_id, reminder_id) where reminder_id is not null;
