-- What we hold. Nothing is deleted here: a record that left is archived, a membership or guardianship ended,
-- and both stand up again under the same id. version rises with every change and guards against a stale write.

create table school (
  district_id integer not null references district,
  school_id   bigint  not null,
  name        text    not null,
  identifier  text    not null,
  status      text    not null check (status in ('active', 'archived')),
  archived_by text,
  origin      text    not null check (origin in ('synced', 'manual')),
  version     integer not null default 1,
  primary key (district_id, school_id)
);

create table classroom (
  district_id  integer not null,
  classroom_id bigint  not null,
  school_id    bigint  not null,
  title        text    not null,
  class_code   text    not null,
  grades       text[]  not null,
  location     text    not null,
  starts_on    date,
  ends_on      date,
  status       text    not null check (status in ('active', 'archived')),
  archived_by  text,
  origin       text    not null check (origin in ('synced', 'manual')),
  version      integer not null default 1,
  primary key (district_id, classroom_id),
  foreign key (district_id, school_id) references school
);
create index classroom_school on classroom (district_id, school_id);

create table person (
  district_id    integer not null references district,
  person_id      bigint  not null,
  given_name     text    not null,
  middle_name    text    not null,
  family_name    text    not null,
  email          text    not null,
  mobile         text    not null,
  home_phone     text    not null,
  language       text    not null,
  username       text    not null,
  student_number text    not null,
  identity_key   text    collate "C",
  signed_in_at   timestamptz,
  origin         text    not null check (origin in ('synced', 'manual')),
  version        integer not null default 1,
  primary key (district_id, person_id)
);
create index person_identity on person (district_id, identity_key) where identity_key is not null;

-- school_id 0: a role that hangs on no school (district staff; a guardian, whose schools are the students').
create table role_record (
  district_id integer not null,
  person_id   bigint  not null,
  role        text    not null check (role in ('student', 'staff', 'guardian')),
  school_id   bigint  not null,
  title       text    not null,
  grades      text[]  not null,
  status      text    not null check (status in ('active', 'archived')),
  archived_by text,
  origin      text    not null check (origin in ('synced', 'manual')),
  source_id   integer,
  version     integer not null default 1,
  primary key (district_id, person_id, role, school_id),
  foreign key (district_id, person_id) references person
);
create index role_record_school on role_record (district_id, school_id, role);
-- Who left: few, and looked through whenever somebody new arrives.
create index role_record_archived on role_record (district_id, person_id) where status = 'archived';

create table membership (
  district_id  integer not null,
  classroom_id bigint  not null,
  person_id    bigint  not null,
  role         text    not null check (role in ('student', 'teacher', 'co-teacher', 'aide')),
  starts_on    date,
  ends_on      date,
  status       text    not null check (status in ('active', 'ended')),
  origin       text    not null check (origin in ('synced', 'manual')),
  source_id    integer,
  version      integer not null default 1,
  primary key (district_id, classroom_id, person_id, role)
);
create index membership_person on membership (district_id, person_id);

create table guardianship (
  district_id   integer not null,
  student_id    bigint  not null,
  guardian_id   bigint  not null,
  relationship  text    not null,
  contact_type  text    not null,
  -- Set by people alone; no sync lifts it (product goal B15).
  is_restricted boolean not null default false,
  status        text    not null check (status in ('active', 'ended')),
  origin        text    not null check (origin in ('synced', 'manual')),
  source_id     integer,
  version       integer not null default 1,
  primary key (district_id, student_id, guardian_id),
  foreign key (district_id, student_id) references person,
  foreign key (district_id, guardian_id) references person
);
create index guardianship_guardian on guardianship (district_id, guardian_id);
create index guardianship_restricted on guardianship (district_id, student_id) where is_restricted;

create table link (
  district_id integer not null,
  source_id   integer not null,
  record_type text    not null check (record_type in ('school', 'classroom', 'person')),
  sourced_id  text    collate "C" not null,
  record_id   bigint  not null,
  origin      text    not null check (origin in ('synced', 'manual')),
  primary key (district_id, source_id, record_type, sourced_id),
  foreign key (district_id, source_id) references source
);
create index link_record on link (district_id, record_type, record_id);

-- How many active records each school has, kept in step by every apply: the base of a percentage.
create table slice_count (
  district_id integer not null references district,
  type        text    not null,
  school_id   bigint  not null,
  active      bigint  not null,
  primary key (district_id, type, school_id)
);

select keep_to_district(name)
  from unnest(array['school', 'classroom', 'person', 'role_record', 'membership', 'guardianship', 'link', 'slice_count']) as name;
