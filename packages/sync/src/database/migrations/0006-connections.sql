-- Sources that Muster fetches from by itself. What a source must know lies in `known`, its secrets beside it, sealed
-- under a key that the database does not have.

alter table source
  add column state          text    not null default 'enabled' check (state in ('draft', 'enabled', 'paused')),
  add column known          jsonb   not null default '{}',
  add column secrets        bytea,
  -- What the source noticed about itself at the last fetch: an address, a host key, the district's name over there.
  add column seen           jsonb   not null default '{}',
  -- HH:MM in the district's time zone; null: never by itself.
  add column starts_at      text    check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  -- Set on a source of guardians alone: it joins each fetch of that source.
  add column joins_source_id integer,
  -- The look that was taken before it was enabled, and when.
  add column looked         jsonb,
  add column looked_at      timestamptz,
  add constraint source_joins foreign key (district_id, joins_source_id) references source;

-- One attempt to fetch from a source. A fetch holds no lock on the district: people go on working meanwhile. What it
-- brought is handed to a run; what it could not bring is told here and in a run that failed.
create table arrival (
  district_id integer not null references district,
  arrival_id  integer not null,
  source_id   integer not null,
  asked_by    text    not null,
  state       text    not null check (state in ('fetching', 'fetched', 'failed', 'cancelled')),
  started_at  timestamptz not null,
  -- The last sign of life of the process that fetches.
  alive_at    timestamptz not null,
  ended_at    timestamptz,
  progress    jsonb   not null default '{}',
  proofs      jsonb   not null default '[]',
  fault       jsonb,
  run_id      integer,
  primary key (district_id, arrival_id),
  foreign key (district_id, source_id) references source
);
create index arrival_source on arrival (district_id, source_id, arrival_id);

select keep_to_district('arrival');
