-- Every time a source was enabled: by whom, what the check counted then, and, where the check said that something must
-- be solved first, for what reason somebody went on anyway.
create table enabling (
  district_id integer not null,
  source_id   integer not null,
  enabling_id integer not null,
  enabled_at  timestamptz not null,
  enabled_by  text    not null,
  state       text    not null check (state in ('fine', 'look', 'must')),
  -- The reason that somebody gave; null where nothing had to be solved.
  anyway_for  text,
  -- By item: its state and count.
  items       jsonb   not null,
  primary key (district_id, source_id, enabling_id),
  foreign key (district_id, source_id) references source
);

select keep_to_district('enabling');
