-- People are looked for by fifty at once. Under row-level security an index is searched by leakproof conditions alone,
-- which "contains" is not; but one that holds all that is looked into is read instead of the table, in a tenth of the time.

-- What a hurried keyboard makes of a name: lower case, no accents, one kind of apostrophe (those of keyboards and of
-- typesetters), and letters that have no accent to take off and yet are typed as these. For names alone, never for IDs:
-- two IDs that differ in an accent are two IDs. Most names are ASCII, and are only made lower case.
create function fold_name(name text) returns text
  language sql immutable parallel safe
  return case
    when octet_length(name) = char_length(name) and position('`' in name) = 0 then lower(name)
    else translate(regexp_replace(normalize(lower(name), nfd), U&'[\0300-\036F]', '', 'g'),
                   U&'\00F8\0142\0111\00F0\0131\2018\2019\02BB\02BC\2032\00B4`', 'olddi''''''''''''''')
  end;

-- Names, and below them, each between two line ends, user name, address and student number. Cut off where an entry of an
-- index would become too long.
alter table person add column search_text text collate "C" not null generated always as (
  fold_name(left(given_name, 60) || ' ' || left(middle_name, 60) || ' ' || left(family_name, 60)) || E'\n'
  || lower(left(username, 100)) || E'\n' || lower(left(email, 100)) || E'\n' || lower(left(student_number, 100)) || E'\n') stored;
create index person_search on person (district_id, search_text, person_id);

-- The order in which people are listed.
create index person_name on person (district_id, lower(left(family_name, 100)), lower(left(given_name, 100)), person_id);

-- Which findings are open, worked out once a run rather than at each look: with 140,000 that older runs told it takes
-- seconds. open_findings says which state of the district that is; of any other the rows below tell nothing.
create table open_findings (
  district_id integer not null references district,
  basis       text    not null,
  primary key (district_id)
);

create table open_finding (
  district_id integer not null,
  run_id      integer not null,
  ordinal     integer not null,
  source_id   integer not null,
  code        text    not null,
  severity    text    not null,
  file        text    not null,
  -- The table that the file holds; null for a file that holds none.
  table_name  text,
  primary key (district_id, run_id, ordinal)
);
create index open_finding_code on open_finding (district_id, code, run_id desc, ordinal);

select keep_to_district('open_findings');
select keep_to_district('open_finding');
