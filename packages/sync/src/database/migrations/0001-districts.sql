-- Tenancy first. Every table below begins with district_id, in its keys as in its policies, so that a
-- forgotten condition shows nothing instead of another district's children (docs/decisions/0010).

create function current_district() returns integer
  language sql stable parallel safe
  as $$ select nullif(current_setting('muster.district_id', true), '')::integer $$;

create table district (
  district_id integer not null primary key,
  name        text    not null,
  -- Rises by one with every plan applied: a plan made from version 7 is refused at version 8.
  version     bigint  not null default 0,
  -- Ids of schools, classrooms and people are dealt by the plan from here on and never dealt twice.
  next_id     bigint  not null default 1,
  created_at  timestamptz not null default now()
);

create table counter (
  district_id integer not null references district,
  name        text    not null,
  value       bigint  not null default 0,
  primary key (district_id, name)
);

create table setting (
  district_id integer not null references district,
  key         text    not null,
  value       jsonb   not null,
  set_at      timestamptz not null default now(),
  set_by      text    not null,
  primary key (district_id, key)
);

-- The registry (which districts exist) is read without a tenant, by the switch below and by nothing else.
alter table district enable row level security;
alter table district force row level security;
create policy tenant on district for all
  using (district_id = current_district() or current_setting('muster.every_district', true) = 'on')
  with check (district_id = current_district() or current_setting('muster.every_district', true) = 'on');

create function keep_to_district(table_name text) returns void
  language plpgsql
  as $$
begin
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format(
    'create policy tenant on %I for all using (district_id = current_district()) with check (district_id = current_district())',
    table_name);
  execute format('grant select, insert, update, delete on %I to muster_app', table_name);
end
$$;

grant select, insert, update on district to muster_app;
select keep_to_district('counter');
select keep_to_district('setting');
