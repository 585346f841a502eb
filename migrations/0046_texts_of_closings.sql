-- A text may tell how a case was closed, or that it was handed on.
alter table session_updates
  drop constraint update_context_is_known,
  add constraint update_context_is_known check (context in ('status', 'resolution', 'escalation'));
