-- How long whoever guesses at the hosted drop must wait, for all processes that serve it. An address and a login that
-- nobody has belong to no district, so this lies beside the ledger; and it holds no address and no login, which may be a
-- password that was mistyped, but their hashes alone.
create table muster_meta.drop_delay (
  key          bytea   not null primary key,
  failures     integer not null,
  -- Milliseconds since 1970, by the clock of whoever serves.
  free_at      bigint  not null,
  forgotten_at bigint  not null
);
create index drop_delay_forgotten on muster_meta.drop_delay (forgotten_at);

grant usage on schema muster_meta to muster_app;
grant select, insert, update, delete on muster_meta.drop_delay to muster_app;
