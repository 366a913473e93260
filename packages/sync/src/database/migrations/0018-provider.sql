-- Systems that read the directory from us by OneRoster REST. What they read lies ready: one row an object, as it was
-- told last, so that a change has a date that nobody can miss and what left is told once more as leaving.

create table api_client (
  district_id     integer not null references district,
  client_number   integer not null,
  -- What the other side types; it names its district, so that a token is asked for without one.
  client_id       text    not null check (client_id <> ''),
  secret_hash     bytea   not null,
  -- The secret before the last rotation, for as long as the other side needs to change it.
  old_secret_hash bytea,
  old_ends_at     timestamptz,
  name            text    not null check (name <> ''),
  scopes          text[]  not null,
  made_by         text    not null,
  made_at         timestamptz not null,
  rotated_at      timestamptz,
  used_at         timestamptz,
  revoked_at      timestamptz,
  primary key (district_id, client_number)
);
create unique index api_client_id on api_client (district_id, client_id);

create table api_client_token (
  district_id   integer not null,
  token_hash    bytea   not null,
  client_number integer not null,
  scopes        text[]  not null,
  ends_at       timestamptz not null,
  primary key (district_id, token_hash),
  foreign key (district_id, client_number) references api_client
);

-- Which state of the directory the rows below tell. One that is behind answers nobody.
create table provision (
  district_id integer not null references district,
  basis       text    not null,
  made_at     timestamptz not null,
  totals      jsonb   not null,
  primary key (district_id)
);

create table provided_org (
  district_id integer not null, sourced_id text collate "C" not null,
  status text not null, modified_at timestamptz not null,
  name text not null, type text not null, identifier text not null, parent text collate "C" not null,
  primary key (district_id, sourced_id)
);

create table provided_session (
  district_id integer not null, sourced_id text collate "C" not null,
  status text not null, modified_at timestamptz not null,
  title text not null, type text not null, starts_on date not null, ends_on date not null,
  parent text collate "C" not null, school_year text not null, is_assumed boolean not null,
  primary key (district_id, sourced_id)
);

create table provided_course (
  district_id integer not null, sourced_id text collate "C" not null,
  status text not null, modified_at timestamptz not null,
  title text not null, course_code text not null, org text collate "C" not null, is_assumed boolean not null,
  primary key (district_id, sourced_id)
);

create table provided_class (
  district_id integer not null, sourced_id text collate "C" not null,
  status text not null, modified_at timestamptz not null,
  title text not null, grades text[] not null, class_code text not null, class_type text not null,
  location text not null, course text collate "C" not null, school text collate "C" not null,
  terms text[] not null, periods text[] not null,
  primary key (district_id, sourced_id)
);
create index provided_class_school on provided_class (district_id, school, sourced_id);
create index provided_class_course on provided_class (district_id, course);

create table provided_user (
  district_id integer not null, sourced_id text collate "C" not null,
  status text not null, modified_at timestamptz not null,
  role text not null, role_12 text not null, username text not null, given_name text not null,
  middle_name text not null, family_name text not null, email text not null, sms text not null,
  phone text not null, language text not null, identifier text not null,
  grades text[] not null, orgs text[] not null, agents text[] not null,
  primary key (district_id, sourced_id)
);
create index provided_user_role on provided_user (district_id, role, sourced_id);

-- Who is filed where: a list of ids is not looked through under row-level security.
create table provided_place (
  district_id integer not null,
  org         text collate "C" not null,
  role        text not null,
  user_id     text collate "C" not null,
  primary key (district_id, org, role, user_id)
);

create table provided_enrollment (
  district_id integer not null, sourced_id text collate "C" not null,
  status text not null, modified_at timestamptz not null,
  class text collate "C" not null, school text collate "C" not null, user_id text collate "C" not null,
  role text not null, is_primary boolean not null, starts_on date, ends_on date,
  primary key (district_id, sourced_id)
);
create index provided_enrollment_class on provided_enrollment (district_id, class, role);
create index provided_enrollment_user on provided_enrollment (district_id, user_id);
create index provided_enrollment_school on provided_enrollment (district_id, school, sourced_id);

do $$
declare name text;
begin
  foreach name in array array['provided_org', 'provided_session', 'provided_course', 'provided_class', 'provided_user',
                              'provided_enrollment'] loop
    execute format('create index %I on %I (district_id, modified_at)', name || '_modified', name);
    perform keep_to_district(name);
  end loop;
  foreach name in array array['api_client', 'api_client_token', 'provision', 'provided_place'] loop
    perform keep_to_district(name);
  end loop;
end
$$;

create or replace function refresh_statistics(names text[], waits boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
declare name text;
begin
  foreach name in array names loop
    if name not in ('source_org', 'source_session', 'source_course', 'source_class', 'source_user', 'source_role',
                    'source_enrollment', 'source_guardian', 'school', 'classroom', 'person', 'role_record',
                    'membership', 'guardianship', 'link', 'plan_change', 'plan_slice', 'provided_org',
                    'provided_session', 'provided_course', 'provided_class', 'provided_user', 'provided_place',
                    'provided_enrollment') then
      raise exception 'no table of the directory or of a source: %', name;
    end if;
    execute format(case when waits then 'analyze %I' else 'analyze (skip_locked) %I' end, name);
  end loop;
end
$$;
