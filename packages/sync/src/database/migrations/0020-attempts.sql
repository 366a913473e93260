-- Failed attempts are counted by the address that was typed, whether anybody has it or not; see 0015.
alter table login drop column failures, drop column refused_until;
