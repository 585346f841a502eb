-- Screenshots that came with messages, as the server encoded them anew; the same bytes once in an account.
create table images (
  account_id uuid not null references accounts on delete cascade,
  id uuid not null,
  hash bytea not null,
  media_type text not null
    constraint image_type_is_known check (media_type in ('image/png', 'image/webp')),
  width integer not null,
  height integer not null,
  data bytea not null,
  -- Last. One that no step holds goes a day later.
  sent_at timestamptz not null default now(),
  primary key (account_id, id),
  constraint image_is_kept_already unique (account_id, hash)
);
-- Compressed already.
alter table images alter column data set storage external;
call wall('images');
grant select, insert, delete on images to flowpilot_app;
grant update (sent_at) on images to flowpilot_app;

create table step_images (
  account_id uuid not null,
  step_id uuid not null,
  position integer not null,
  image_id uuid not null,
  primary key (account_id, step_id, position),
  foreign key (account_id, step_id) references ai_session_steps (account_id, id) on delete cascade,
  foreign key (account_id, image_id) references images (account_id, id)
);
create index step_images_by_image on step_images (account_id, image_id);
call wall('step_images');
grant select, insert on step_images to flowpilot_app;
