-- What runs by itself, and when. The queue's library knows ids alone; who asked, how far it is and what came of it lie
-- here, with their district.

alter table district
  -- When this district must be looked at next; null: at once. The scheduler reads the registry and nothing else, so
  -- that thousands of districts that are not due cost nothing.
  add column next_sync_at timestamptz,
  -- How many records its sources have: a large district takes a place that only one large district may have.
  add column records      bigint  not null default 0,
  -- A sync of it brought a worker down: the next attempt gets a process of its own.
  add column runs_alone   boolean not null default false;

-- Whoever changes a source, a setting or a season makes the scheduler look.
create function look_at_schedule() returns trigger
  language plpgsql
  as $$
begin
  update district set next_sync_at = null
   where district_id = coalesce(new.district_id, old.district_id) and next_sync_at is not null;
  return null;
end
$$;

create table season (
  district_id integer not null references district,
  season_id   integer not null,
  mode        text    not null check (mode in ('frozen', 'additions-only')),
  starts_on   date    not null,
  ends_on     date    not null check (ends_on >= starts_on),
  note        text    not null,
  set_by      text    not null,
  set_at      timestamptz not null,
  primary key (district_id, season_id)
);

-- A whole district is paused: by a person, or because a sync of it brought workers down (then with its code).
create table schedule_pause (
  district_id integer not null references district,
  paused_by   text    not null,
  reason      text    not null,
  code        text,
  paused_at   timestamptz not null,
  primary key (district_id)
);

-- What the scheduler knows of a source that starts by itself. Starts before `since` are not made up for: nobody had
-- asked for them then.
create table schedule (
  district_id integer not null,
  source_id   integer not null,
  starts_at   text    not null,
  since       timestamptz not null,
  next_at     timestamptz not null,
  primary key (district_id, source_id),
  foreign key (district_id, source_id) references source
);

-- One row a source and day: of two schedulers one writes it, and only that one asks for the sync.
create table schedule_mark (
  district_id integer not null,
  source_id   integer not null,
  day         date    not null,
  deed        text    not null check (deed in ('asked', 'joined', 'frozen', 'paused')),
  due_at      timestamptz not null,
  marked_at   timestamptz not null,
  errand_id    uuid,
  primary key (district_id, source_id, day),
  foreign key (district_id, source_id) references source
);

-- An errand is a sync that was asked for. The queue's library holds a job under the same id, with ids alone; a job
-- that has no errand in the district it names is refused (security 4.1 row 6).
create table errand (
  district_id     integer not null,
  errand_id        uuid    not null,
  source_id       integer not null,
  kind            text    not null check (kind in ('person', 'schedule', 'arrival')),
  asked_by        text    not null,
  asked_at        timestamptz not null,
  state           text    not null check (state in ('waiting', 'running', 'done', 'dead', 'cancelled', 'redriven')),
  -- Attempts that ended with a failure of the world.
  attempts        integer not null default 0,
  -- Starts that nobody has settled: a worker died in the midst of each.
  crashes         integer not null default 0,
  worker          text,
  began_at        timestamptz,
  -- The last sign of life of the worker, by its own clock.
  alive_at        timestamptz,
  ended_at        timestamptz,
  progress        jsonb   not null default '{}',
  cancel_asked_by text,
  outcome         text,
  run_id          integer,
  fault           jsonb,
  primary key (district_id, errand_id),
  foreign key (district_id, source_id) references source
);
-- Whoever asks again joins the one that waits; and of a district one is at work.
create unique index errand_waiting on errand (district_id, source_id) where state = 'waiting';
create unique index errand_running on errand (district_id) where state = 'running';
create index errand_ended on errand (district_id, source_id, ended_at) where ended_at is not null;

select keep_to_district(name)
  from unnest(array['season', 'schedule_pause', 'schedule', 'schedule_mark', 'errand']) as name;

create trigger look_at_schedule after insert or update of state, starts_at or delete on source
  for each row execute function look_at_schedule();
create trigger look_at_schedule after insert or update or delete on setting
  for each row execute function look_at_schedule();
