-- A plan is sealed: its changes carry before, after and because, its hash covers them all. What was applied of
-- it is the journal; undo, why and time travel read nothing else.

create table run (
  district_id integer not null references district,
  run_id      integer not null,
  kind        text    not null check (kind in ('sync', 'plan', 'apply', 'undo', 'manual')),
  source_id   integer,
  snapshot_id integer,
  plan_id     integer,
  state       text    not null check (state in ('running', 'finished')),
  stage       text    not null default 'collect',
  outcome     text,
  -- Rises with every claim of the district: an older claim cannot commit.
  fencing     bigint  not null,
  operator    text    not null,
  started_at  timestamptz not null,
  ended_at    timestamptz,
  result      jsonb,
  primary key (district_id, run_id)
);
-- One active run per district, whatever the queue believes.
create unique index run_active on run (district_id) where state = 'running';

create table finding (
  district_id integer not null,
  run_id      integer not null,
  ordinal     integer not null,
  code        text    not null,
  severity    text    not null check (severity in ('blocking', 'error', 'warning', 'info')),
  file        text    not null,
  line        integer,
  record      integer,
  column_name text,
  sourced_id  text,
  facts       jsonb   not null,
  primary key (district_id, run_id, ordinal),
  foreign key (district_id, run_id) references run
);

create table plan (
  district_id     integer not null references district,
  plan_id         integer not null,
  kind            text    not null check (kind in ('sync', 'undo', 'manual')),
  run_id          integer not null,
  source_id       integer,
  snapshot_id     integer,
  hash            text    not null,
  basis           jsonb   not null,
  basis_version   bigint  not null,
  next_id         bigint  not null,
  counts          jsonb   not null,
  state           text    not null check (state in ('sealed', 'applied', 'partly_applied', 'superseded')),
  -- The directory version right after a part of it was applied: the rest may follow only from there.
  applied_version bigint,
  sealed_at       timestamptz not null,
  undoes_run_id   integer,
  primary key (district_id, plan_id)
);
create index plan_hash on plan (district_id, hash);

create table plan_change (
  district_id integer not null,
  plan_id     integer not null,
  type        text    not null,
  ordinal     integer not null,
  -- Number of the slice in plan_slice; a writer takes the slices it may by their numbers.
  slice       integer not null,
  action      text    not null,
  kind        text    not null,
  school_id   bigint  not null,
  -- '' or the reason why this change is judged apart from its slice: a role that switches, a protected person…
  part        text    not null,
  record_id   bigint  not null,
  other_id    bigint  not null,
  role        text    not null,
  before      jsonb,
  after       jsonb,
  reason      text    not null,
  file        text,
  line        integer,
  sourced_ids text[]  not null,
  primary key (district_id, plan_id, type, ordinal)
);
create index plan_change_record on plan_change (district_id, record_id);

create table plan_slice (
  district_id    integer not null,
  plan_id        integer not null,
  slice          integer not null,
  type           text    not null,
  school_id      bigint  not null,
  kind           text    not null check (kind in ('addition', 'update', 'removal')),
  part           text    not null,
  changes        integer not null,
  -- Of these, how many rewrite a record that is there already.
  rewrites       integer not null,
  base           bigint  not null,
  verdict        text    not null check (verdict in ('go', 'hold')),
  gates          jsonb   not null,
  -- Active records gained and lost by type and school, so that the counts can follow what was applied.
  effects        jsonb   not null,
  applied_in_run integer,
  applied_at     timestamptz,
  approved_by    text,
  approved_for   text,
  primary key (district_id, plan_id, slice),
  foreign key (district_id, plan_id) references plan
);

select keep_to_district(name)
  from unnest(array['run', 'finding', 'plan', 'plan_change', 'plan_slice']) as name;

create view journal with (security_invoker = true) as
select c.*, s.applied_in_run as run_id, s.applied_at
  from plan_change c
  join plan_slice s using (district_id, plan_id, slice)
 where s.applied_in_run is not null;
grant select on journal to muster_app;

-- Fresh statistics after a bulk write: without them a join over rows that were just loaded ran for ten minutes.
-- ANALYZE belongs to the owner of a table, which the application is not; this function can do nothing else.
create function refresh_statistics(names text[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
declare name text;
begin
  foreach name in array names loop
    if name not in ('source_org', 'source_session', 'source_course', 'source_class', 'source_user', 'source_role',
                    'source_enrollment', 'source_guardian', 'school', 'classroom', 'person', 'role_record',
                    'membership', 'guardianship', 'link', 'plan_change', 'plan_slice') then
      raise exception 'no table of the directory or of a source: %', name;
    end if;
    execute format('analyze %I', name);
  end loop;
end
$$;
revoke execute on function refresh_statistics from public;
grant execute on function refresh_statistics to muster_app;
