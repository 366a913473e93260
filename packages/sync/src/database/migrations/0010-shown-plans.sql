-- `shown`: the plan of an undo that somebody only looked at. It waits for nobody, and may still be applied by its hash.

alter table plan drop constraint plan_state_check;
alter table plan add constraint plan_state_check
  check (state in ('sealed', 'shown', 'applied', 'partly_applied', 'superseded'));
