-- The word of the first of two people who approve, kept until a second one gives theirs. It belongs to the plan's hash:
-- the same files make the same plan again, and what was said of it holds.
create table plan_word (
  district_id integer not null references district,
  hash        text    not null,
  ordinal     integer not null,
  -- `login:` and an address, or `account:` and the name of an account of the machine.
  person      text    not null,
  said_by     text    not null,
  reason      text    not null check (reason <> ''),
  slices      integer[] not null,
  changes     integer not null,
  said_at     timestamptz not null,
  primary key (district_id, hash, ordinal)
);

select keep_to_district('plan_word');

-- Written to and read, nothing else: nobody's word is taken back or put into another's mouth.
revoke update, delete on plan_word from muster_app;
