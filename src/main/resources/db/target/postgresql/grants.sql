-- What three roles need besides. Take roles of your own in place of these names; one role may be all three.
-- steadfill_work runs jobs. For each table of a job it also needs: grant select, update on TABLE (insert and delete where a job does so).
grant usage on schema steadfill to steadfill_work;
grant select, insert, update, delete on all tables in schema steadfill to steadfill_work;
-- It sees how far replicas are behind and who waits for whom, and may end a session that blocks our own rows.
grant pg_read_all_stats, pg_signal_backend to steadfill_work;
-- steadfill_ddl applies companion scripts. PostgreSQL lets only owners alter a table: grant the owning role to it.
grant usage on schema steadfill to steadfill_ddl;
grant select, insert, update, delete on all tables in schema steadfill to steadfill_ddl;
-- steadfill_watch asks for status, plans and proofs. For each table of a job it also needs: grant select on TABLE.
grant usage on schema steadfill to steadfill_watch;
grant select on all tables in schema steadfill to steadfill_watch;
grant pg_read_all_stats to steadfill_watch;
