-- The people and programs who must hear of trouble, what has been told of each subject, and what is still to be sent.
-- A notice is written here in the transaction that makes it true, and sent later by whoever has time.

create table notice_recipient (
  district_id  integer not null references district,
  recipient_id integer not null,
  kind         text    not null check (kind in ('mail', 'webhook')),
  -- A mail address; of a webhook the host alone, because the rest of its address is often a secret.
  address      text    not null,
  -- The whole address of a webhook and the secret that signs what is sent there. Nothing for a mail address.
  sealed       bytea,
  -- Kinds of notices; none named: all of them.
  kinds        text[]  not null default '{}',
  added_at     timestamptz not null,
  added_by     text    not null,
  -- The last time something was accepted there; the first of them proves the address.
  reached_at   timestamptz,
  -- Since when nothing gets through, and the code of the newest reason.
  failing_since timestamptz,
  problem      text,
  primary key (district_id, recipient_id)
);

-- What a subject (a source, or the district) goes through: the open episode of trouble, and how many there have been.
create table notice_subject (
  district_id integer not null references district,
  subject     text    collate "C" not null,
  generation  integer not null,
  episode     jsonb,
  changed_at  timestamptz not null,
  primary key (district_id, subject)
);

-- One row a notice and recipient. The unique key is what makes a cause be told once, whoever writes it down how often.
create table notice_outbox (
  district_id    integer not null,
  notice_id      bigint  not null,
  recipient_id   integer not null,
  subject        text    collate "C" not null,
  cause          text    collate "C" not null,
  kind           text    not null,
  generation     integer not null,
  message        jsonb   not null,
  state          text    not null
                 check (state in ('waiting', 'sending', 'sent', 'unconfirmed', 'outdated', 'given_up')),
  attempts       integer not null default 0,
  created_at     timestamptz not null,
  -- When it must be looked at next: of a waiting row its next attempt, of one being sent the end of the claim.
  due_at         timestamptz not null,
  claim          uuid,
  -- The recipient's server is being given the message: from here on nobody can say whether it has it.
  handed_over_at timestamptz,
  ended_at       timestamptz,
  problem        text,
  primary key (district_id, notice_id),
  unique (district_id, subject, cause, recipient_id, kind, generation),
  foreign key (district_id, recipient_id) references notice_recipient on delete cascade
);
create index notice_outbox_due on notice_outbox (due_at) where state in ('waiting', 'sending');
create index notice_outbox_recipient on notice_outbox (district_id, recipient_id, subject);

select keep_to_district(name) from unnest(array['notice_recipient', 'notice_subject', 'notice_outbox']) as name;

-- Whoever sends asks which districts have something to send. The function below may look over all districts, and nobody
-- else: the switch opens nothing to the role that works, and a row is never written through it.
drop policy tenant on notice_outbox;
create policy tenant on notice_outbox for all
  using (district_id = current_district()
         or (current_user <> 'muster_app' and current_setting('muster.notice_round', true) = 'on'))
  with check (district_id = current_district());

-- Answers the districts that have a notice due, and nothing about it.
create function districts_with_notices(moment timestamptz) returns setof integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
begin
  perform set_config('muster.notice_round', 'on', true);
  return query select distinct o.district_id from notice_outbox o
                where o.state in ('waiting', 'sending') and o.due_at <= moment order by 1;
  perform set_config('muster.notice_round', '', true);
end
$$;
revoke execute on function districts_with_notices from public;
grant execute on function districts_with_notices to muster_app;
