-- What is counted for Home is kept in parts, each as long as what it hangs on stays as it is: the records of all schools
-- ("all"), those of the schools that somebody is limited to (by number), and what the sources sent ("sent").
delete from directory_count;
alter table directory_count rename column schools to part;
