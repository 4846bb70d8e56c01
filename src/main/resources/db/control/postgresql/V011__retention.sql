-- The last night for which old rows were let go of, in seconds since 1970, so that one node does it once.
create table steadfill_control_retention (
    night bigint not null
);
insert into steadfill_control_retention (night) values (0);
create index steadfill_control_run_by_end on steadfill_control_run (ended_at);
