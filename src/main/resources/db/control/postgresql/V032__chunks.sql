-- In how many chunks those rows were walked; 0 in minutes of earlier releases, which did not count them.
alter table steadfill_control_pace add column chunks bigint not null default 0;
