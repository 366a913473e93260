-- People who sign in to the console, and what they did there. A login is how somebody proves who they are; an operator
-- is what they may do in one district. Both lie in districts: the login in the one where it was made, the operator in
-- the one it is for, and it names its login by that district's number.

create table login (
  district_id   integer not null references district,
  login_id      integer not null,
  email         text    not null check (email <> ''),
  -- argon2id with its own salt and costs; null until a password was chosen.
  password_hash text,
  -- The secret of the second factor, sealed under the key of the home; null: none is set up.
  totp_sealed   bytea,
  -- The last time step whose code was used: a code works once.
  totp_step     bigint  not null default 0,
  failures      integer not null default 0,
  refused_until timestamptz,
  created_at    timestamptz not null,
  primary key (district_id, login_id)
);
create unique index login_email on login (district_id, lower(email));

create table operator (
  district_id       integer not null references district,
  operator_id       integer not null,
  login_district_id integer not null,
  login_id          integer not null,
  name        text    not null,
  email       text    not null,
  role        text    not null check (role in ('owner', 'data-manager', 'school-admin', 'viewer')),
  -- Of a school administrator: the schools that are theirs.
  school_ids  bigint[] not null default '{}',
  state       text    not null check (state in ('invited', 'active', 'removed')),
  changed_by  text    not null,
  changed_at  timestamptz not null,
  primary key (district_id, operator_id)
);
create unique index operator_login on operator (district_id, login_district_id, login_id);

-- A browser that is signed in. It lies with its login; which district it looks at is said in it.
create table operator_session (
  district_id  integer not null,
  session_hash bytea   not null,
  login_id     integer not null,
  at_district_id integer not null,
  began_at     timestamptz not null,
  seen_at      timestamptz not null,
  -- When its owner last proved to be at the keyboard: what is dangerous asks for it again.
  proved_at    timestamptz not null,
  address      text    not null,
  agent        text    not null,
  primary key (district_id, session_hash),
  foreign key (district_id, login_id) references login
);

-- Links that sign in once: the first start, an invitation, a forgotten password.
create table sign_in_link (
  district_id integer not null,
  link_hash   bytea   not null,
  login_id    integer not null,
  purpose     text    not null check (purpose in ('first-run', 'invitation', 'reset')),
  made_by     text    not null,
  made_at     timestamptz not null,
  ends_at     timestamptz not null,
  used_at     timestamptz,
  primary key (district_id, link_hash),
  foreign key (district_id, login_id) references login
);

-- For scripts: a token acts as the operator who made it, within its own rights.
create table api_token (
  district_id  integer not null,
  token_id     integer not null,
  token_hash   bytea   not null,
  operator_id  integer not null,
  name         text    not null,
  rights       text[]  not null,
  made_at      timestamptz not null,
  ends_at      timestamptz not null,
  used_at      timestamptz,
  revoked_at   timestamptz,
  primary key (district_id, token_id),
  foreign key (district_id, operator_id) references operator
);

-- Each entry holds the hash of the one before, so that none can be changed or taken out unseen.
create table audit (
  district_id integer not null references district,
  ordinal     integer not null,
  at          timestamptz not null,
  who         text    not null,
  act         text    not null,
  facts       jsonb   not null,
  hash        text    not null,
  primary key (district_id, ordinal)
);

-- What was answered to a request that carried a key: the same request again gets the same answer and does nothing.
create table answered_request (
  district_id  integer not null references district,
  operator_id  integer not null,
  key          text    not null,
  request_hash text    not null,
  status       integer,
  answer       jsonb,
  asked_at     timestamptz not null,
  primary key (district_id, operator_id, key)
);

select keep_to_district(name)
  from unnest(array['login', 'operator', 'operator_session', 'sign_in_link', 'api_token', 'audit', 'answered_request']) as name;

-- Written to and read, nothing else: the application itself cannot rewrite what was done.
revoke update, delete on audit from muster_app;

-- Whoever signs in types an address and no district, and whoever is signed in asks where else they belong. These two
-- functions may look over all districts, and answer numbers alone.
drop policy tenant on login;
create policy tenant on login for all
  using (district_id = current_district()
         or (current_user <> 'muster_app' and current_setting('muster.sign_in', true) = 'on'))
  with check (district_id = current_district());
drop policy tenant on operator;
create policy tenant on operator for all
  using (district_id = current_district()
         or (current_user <> 'muster_app' and current_setting('muster.sign_in', true) = 'on'))
  with check (district_id = current_district());

create function logins_of(sought text) returns table (district_id integer, login_id integer)
  language plpgsql security definer set search_path = public, pg_temp
  as $$
begin
  perform set_config('muster.sign_in', 'on', true);
  return query select l.district_id, l.login_id from login l where lower(l.email) = lower(sought) order by 1, 2 limit 20;
  perform set_config('muster.sign_in', '', true);
end
$$;

create function districts_of_login(home integer, sought integer) returns table (district_id integer)
  language plpgsql security definer set search_path = public, pg_temp
  as $$
begin
  perform set_config('muster.sign_in', 'on', true);
  return query select o.district_id from operator o
    where o.login_district_id = home and o.login_id = sought and o.state = 'active' order by 1;
  perform set_config('muster.sign_in', '', true);
end
$$;

revoke execute on function logins_of, districts_of_login from public;
grant execute on function logins_of, districts_of_login to muster_app;
