-- steadfill: barrier
alter table customers add constraint full_name_given check (full_name is not null) not valid;

alter table customers validate constraint full_name_given;

alter table customers alter column full_name set not null;

alter table customers drop constraint full_name_given;
