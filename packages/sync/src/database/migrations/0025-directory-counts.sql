-- What Home counts of a directory, kept until it changes: with 50,000 students counting takes half a second, and Home is
-- what everybody opens first. A row is true while its basis is that of the directory, and tells nothing after it.
create table directory_count (
  district_id integer not null references district,
  -- The schools that somebody is limited to, by number; "all" for everybody else.
  schools     text    not null,
  basis       text    not null,
  counts      jsonb   not null,
  primary key (district_id, schools)
);

select keep_to_district('directory_count');
