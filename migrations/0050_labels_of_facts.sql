-- Whether the client may know a fact, and what said so. What stood before nobody has looked at: internal.
alter table ai_session_facts
  add column label text not null default 'internal'
    constraint fact_label_is_known check (label in ('internal', 'client')),
  add column label_by text not null default 'rule'
    constraint fact_labeller_is_known check (label_by in ('rule', 'person'));
