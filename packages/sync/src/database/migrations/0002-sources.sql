-- What the sources say. A source table holds the accepted record of every sourcedId and, while a snapshot
-- is being weighed, its new records beside them:
--   accepted before   snapshot_id <> N
--   said now          ended_by is null            (N's records and those N left alone)
--   gone or replaced  ended_by = N                (deleted once N is settled, stands again if it is discarded)
-- row_hash is null where the record must be read again whatever its bytes say.

create table source (
  district_id  integer not null references district,
  source_id    integer not null,
  kind         text    not null,
  name         text    not null,
  -- Every record is weighed again by the next run: after a change of settings, links or an undo.
  needs_full   boolean not null default true,
  basis        jsonb   not null default '{}',
  created_at   timestamptz not null default now(),
  primary key (district_id, source_id)
);

create table snapshot (
  district_id  integer not null,
  snapshot_id  integer not null,
  source_id    integer not null,
  taken_at     timestamptz not null,
  content_hash text    not null,
  format       text    not null,
  files        jsonb   not null,
  -- By table: how many records it brought, in which mode and layout.
  tables       jsonb   not null,
  standing     text    not null check (standing in ('pending', 'accepted', 'discarded')),
  -- False while some of what it says is held or left out: the same bytes are then read again.
  is_settled   boolean not null default false,
  primary key (district_id, snapshot_id),
  foreign key (district_id, source_id) references source
);

-- One row a source table: the token names the state that a packed file of hashes must have been written for.
create table source_table (
  district_id integer not null,
  source_id   integer not null,
  table_name  text    not null,
  layout      text    not null,
  records     bigint  not null,
  -- Records with a hash; the others are read again whatever their bytes say.
  hashed      bigint  not null,
  token       uuid    not null,
  primary key (district_id, source_id, table_name),
  foreign key (district_id, source_id) references source
);

create table source_org (
  district_id integer not null, source_id integer not null, sourced_id text collate "C" not null,
  snapshot_id integer not null, record integer not null, line integer not null, ended_by integer, row_hash uuid,
  name text not null, type text not null, identifier text not null, parent_sourced_id text collate "C" not null,
  primary key (district_id, source_id, sourced_id, snapshot_id)
);

create table source_session (
  district_id integer not null, source_id integer not null, sourced_id text collate "C" not null,
  snapshot_id integer not null, record integer not null, line integer not null, ended_by integer, row_hash uuid,
  title text not null, type text not null, starts_on date, ends_on date,
  parent_sourced_id text collate "C" not null, school_year text not null,
  primary key (district_id, source_id, sourced_id, snapshot_id)
);

create table source_course (
  district_id integer not null, source_id integer not null, sourced_id text collate "C" not null,
  snapshot_id integer not null, record integer not null, line integer not null, ended_by integer, row_hash uuid,
  title text not null, course_code text not null, org_sourced_id text collate "C" not null,
  primary key (district_id, source_id, sourced_id, snapshot_id)
);

create table source_class (
  district_id integer not null, source_id integer not null, sourced_id text collate "C" not null,
  snapshot_id integer not null, record integer not null, line integer not null, ended_by integer, row_hash uuid,
  title text not null, grades text[] not null, course_sourced_id text collate "C" not null, class_code text not null,
  class_type text not null, location text not null, school_sourced_id text collate "C" not null,
  term_sourced_ids text[] not null, periods text[] not null,
  primary key (district_id, source_id, sourced_id, snapshot_id)
);

create table source_user (
  district_id integer not null, source_id integer not null, sourced_id text collate "C" not null,
  snapshot_id integer not null, record integer not null, line integer not null, ended_by integer, row_hash uuid,
  role text not null, org_sourced_ids text[] not null, username text not null, identifier text not null,
  given_name text not null, middle_name text not null, family_name text not null,
  email text not null, sms text not null, phone text not null, language text not null,
  agent_sourced_ids text[] not null, grades text[] not null, is_enabled boolean not null,
  -- Name, e-mail and phone of an adult in one spelling; null where they do not suffice to know somebody by.
  identity_key text collate "C",
  -- True where guardians.csv names this person and users.csv does not.
  is_derived boolean not null default false,
  primary key (district_id, source_id, sourced_id, snapshot_id)
);

-- Who names whom as family, to be asked from the named side. It may keep names that no longer hold: whoever reads
-- it looks into source_user again. (An index over the lists would not do: row-level security lets PostgreSQL use
-- only leakproof operators in an index condition, and "contains" is none.)
create table source_agent (
  district_id integer not null, source_id integer not null,
  agent_sourced_id text collate "C" not null, user_sourced_id text collate "C" not null,
  primary key (district_id, source_id, agent_sourced_id, user_sourced_id)
);

create table source_role (
  district_id integer not null, source_id integer not null, sourced_id text collate "C" not null,
  snapshot_id integer not null, record integer not null, line integer not null, ended_by integer, row_hash uuid,
  user_sourced_id text collate "C" not null, role text not null, role_type text not null,
  org_sourced_id text collate "C" not null, begins_on date, ends_on date,
  primary key (district_id, source_id, sourced_id, snapshot_id)
);
create index source_role_user on source_role (district_id, source_id, user_sourced_id);

create table source_enrollment (
  district_id integer not null, source_id integer not null, sourced_id text collate "C" not null,
  snapshot_id integer not null, record integer not null, line integer not null, ended_by integer, row_hash uuid,
  class_sourced_id text collate "C" not null, user_sourced_id text collate "C" not null,
  role text not null, is_primary boolean not null, begins_on date, ends_on date,
  primary key (district_id, source_id, sourced_id, snapshot_id)
);
create index source_enrollment_class on source_enrollment (district_id, source_id, class_sourced_id);
create index source_enrollment_user on source_enrollment (district_id, source_id, user_sourced_id);

-- What ends by the calendar is found without reading the table.
create index source_enrollment_ends on source_enrollment (district_id, source_id, ends_on) where ends_on is not null;
create index source_role_ends on source_role (district_id, source_id, ends_on) where ends_on is not null;

create table source_guardian (
  district_id integer not null, source_id integer not null, sourced_id text collate "C" not null,
  snapshot_id integer not null, record integer not null, line integer not null, ended_by integer, row_hash uuid,
  student_sourced_id text collate "C" not null, guardian_sourced_id text collate "C" not null,
  given_name text not null, family_name text not null, email text not null, mobile text not null,
  home_phone text not null, language text not null, relationship text not null, contact_type text not null,
  -- As in source_user: what the guardian is known by when the same human has another row.
  identity_key text collate "C",
  primary key (district_id, source_id, sourced_id, snapshot_id)
);
create index source_guardian_student on source_guardian (district_id, source_id, student_sourced_id);
create index source_guardian_guardian on source_guardian (district_id, source_id, guardian_sourced_id);

do $$
declare name text;
begin
  foreach name in array array['source_org', 'source_session', 'source_course', 'source_class', 'source_user',
                              'source_role', 'source_enrollment', 'source_guardian'] loop
    execute format('create index %I on %I (district_id, source_id, row_hash)', name || '_hash', name);
    execute format('create index %I on %I (district_id, source_id) where ended_by is not null', name || '_ended', name);
    perform keep_to_district(name);
  end loop;
  foreach name in array array['source', 'snapshot', 'source_table', 'source_agent'] loop
    perform keep_to_district(name);
  end loop;
end
$$;
