-- Problems that somebody has looked at and leaves for now: told apart from the open ones until the day given.
create table problem_mute (
  district_id integer not null references district,
  code        text    not null,
  reason      text    not null check (reason <> ''),
  muted_by    text    not null,
  muted_at    timestamptz not null,
  -- The last day on which it is muted, in the district's zone.
  until       date    not null,
  primary key (district_id, code)
);

select keep_to_district('problem_mute');

-- Since when a code has been found, and what older runs found in rows that have not changed since.
create index finding_code on finding (district_id, code, run_id);
