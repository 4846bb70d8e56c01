-- Who set a run going last, after its launch: he cannot approve it either.
alter table steadfill_control_run add column said_by varchar(100);
