-- The hosted drop: a district without an SFTP site of its own uploads to ours. One account a source of kind "drop".
create table drop_account (
  district_id  integer not null,
  source_id    integer not null,
  -- One of its kind in the whole installation, which no key of one district can promise: dealt at random, looked up first.
  login        text collate "C" not null check (login ~ '^[a-z0-9-]{4,40}$'),
  -- scrypt with its own salt and costs; null: keys alone.
  password_hash text,
  quota_bytes  bigint  not null check (quota_bytes > 0),
  is_write_only boolean not null default true,
  is_enabled   boolean not null default true,
  -- Addresses or networks (192.0.2.0/24) that may sign in; none named: all.
  allowed_addresses text[] not null default '{}',
  created_at   timestamptz not null,
  rotated_at   timestamptz,
  last_used_at timestamptz,
  last_used_from text,
  primary key (district_id, source_id),
  foreign key (district_id, source_id) references source
);
create index drop_account_login on drop_account (login);

create table drop_key (
  district_id integer not null,
  source_id   integer not null,
  fingerprint text collate "C" not null,
  type        text    not null,
  -- The key as SSH writes it, base64, without the comment: that is often a person at a machine.
  key         text    not null,
  label       text    not null,
  added_at    timestamptz not null,
  primary key (district_id, source_id, fingerprint),
  foreign key (district_id, source_id) references drop_account on delete cascade
);

select keep_to_district('drop_account');
select keep_to_district('drop_key');

-- Whoever signs in names a login and no district. The function below may look over all districts, and nobody else: the
-- switch opens nothing to the role that works, and a row is never written through it.
drop policy tenant on drop_account;
create policy tenant on drop_account for all
  using (district_id = current_district()
         or (current_user <> 'muster_app' and current_setting('muster.drop_sign_in', true) = 'on'))
  with check (district_id = current_district());

-- Answers whose account a login is, and nothing about it.
create function drop_account_of(sought text) returns table (district_id integer, source_id integer)
  language plpgsql security definer set search_path = public, pg_temp
  as $$
begin
  perform set_config('muster.drop_sign_in', 'on', true);
  return query select a.district_id, a.source_id from drop_account a where a.login = sought collate "C";
  perform set_config('muster.drop_sign_in', '', true);
end
$$;
revoke execute on function drop_account_of from public;
grant execute on function drop_account_of to muster_app;
