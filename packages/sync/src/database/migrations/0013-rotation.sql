-- Secrets that are to replace those of a source once they open it: a key pair whose public half still has to be put in
-- place over there. Sealed like the others.
alter table source add column next_secrets bytea;
