-- `declined`: a person does not want what is left of a plan. It waits for nobody; the next sync plans anew.
alter table plan drop constraint plan_state_check;
alter table plan add constraint plan_state_check
  check (state in ('sealed', 'shown', 'applied', 'partly_applied', 'superseded', 'declined'));
alter table plan add column declined_by text;
alter table plan add column declined_for text;
alter table plan add column declined_at timestamptz;

-- How a plan of any size is read: each change once more as a line of a few columns, with the name people look for and
-- the group of like changes it is in. Made from the sealed plan at the first look, in sets, and left behind at will.
create table plan_look (
  district_id integer not null,
  plan_id     integer not null,
  made_at     timestamptz not null,
  primary key (district_id, plan_id),
  foreign key (district_id, plan_id) references plan
);

create table plan_group (
  district_id integer not null,
  plan_id     integer not null,
  group_no    integer not null,
  -- Why they are alike, as packages/rules/src/report/cause-words.ts knows it, and what the words need to know.
  cause       text    not null,
  facts       jsonb   not null,
  changes     integer not null,
  primary key (district_id, plan_id, group_no),
  foreign key (district_id, plan_id) references plan_look on delete cascade
);

create table plan_line (
  district_id integer not null,
  plan_id     integer not null,
  -- Of the change in plan_change: unique in its plan.
  ordinal     integer not null,
  type        text    not null,
  kind        text    not null,
  action      text    not null,
  school_id   bigint  not null,
  slice       integer not null,
  group_no    integer not null,
  -- Which values an update changes.
  columns     text[]  not null,
  -- The names in it and its sourcedIds, for a search.
  label       text    not null,
  primary key (district_id, plan_id, ordinal)
);

select keep_to_district(name) from unnest(array['plan_look', 'plan_group', 'plan_line']) as name;
