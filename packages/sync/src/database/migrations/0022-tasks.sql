-- What an errand is to do. `sync` fetches from its source and applies what may be; `plan` fetches and seals a plan;
-- `upload` takes files that somebody has brought, which lie in the home under the number of the upload until the errand is
-- settled for good.
alter table errand
  add column task      text    not null default 'sync' check (task in ('sync', 'plan', 'upload')),
  -- False: a plan is sealed and nothing of the directory changes.
  add column applies   boolean not null default true,
  -- An errand that was asked for anew has the files of the one before.
  add column upload_id uuid,
  -- What it means of an upload that somebody is not in it: they have `left`, or are `kept`; and of which school it speaks.
  add column missing   text    check (missing in ('left', 'kept')),
  add column school_id bigint,
  add check (task = 'upload' or applies = (task = 'sync')),
  add check ((task = 'upload') = (upload_id is not null) and (task = 'upload') = (missing is not null)),
  add foreign key (district_id, school_id) references school;

-- Whoever asks again for what a source fetches joins the one that waits; each upload brings files of its own.
drop index errand_waiting;
create unique index errand_waiting on errand (district_id, source_id, task) where state = 'waiting' and task <> 'upload';
create index errand_upload on errand (district_id, upload_id) where upload_id is not null;
