-- What three users need besides; say it while connected to the target's database. Take users of your own in place of these names; one may be all three.
-- steadfill_work runs jobs. For each table of a job it also needs: grant select, update on TABLE (insert and delete where a job does so).
grant select, insert, update, delete on steadfill_meta to 'steadfill_work'@'%';
grant select, insert, update, delete on steadfill_run to 'steadfill_work'@'%';
grant select, insert, update, delete on steadfill_partition to 'steadfill_work'@'%';
grant select, insert, update, delete on steadfill_claim to 'steadfill_work'@'%';
grant select, insert, update, delete on steadfill_quarantine to 'steadfill_work'@'%';
grant select, insert, update, delete on steadfill_waiver to 'steadfill_work'@'%';
grant select, insert, update, delete on steadfill_before_image to 'steadfill_work'@'%';
grant select, insert, update, delete on steadfill_proof to 'steadfill_work'@'%';
grant select, insert, update, delete on steadfill_script to 'steadfill_work'@'%';
-- It sees triggers, takes a table lock for jobs that say once, and sees who waits for whom.
grant trigger, lock tables on * to 'steadfill_work'@'%';
grant process on *.* to 'steadfill_work'@'%';
-- steadfill_ddl applies companion scripts.
grant select, insert, update, delete on steadfill_meta to 'steadfill_ddl'@'%';
grant select, insert, update, delete on steadfill_run to 'steadfill_ddl'@'%';
grant select, insert, update, delete on steadfill_partition to 'steadfill_ddl'@'%';
grant select, insert, update, delete on steadfill_claim to 'steadfill_ddl'@'%';
grant select, insert, update, delete on steadfill_quarantine to 'steadfill_ddl'@'%';
grant select, insert, update, delete on steadfill_waiver to 'steadfill_ddl'@'%';
grant select, insert, update, delete on steadfill_before_image to 'steadfill_ddl'@'%';
grant select, insert, update, delete on steadfill_proof to 'steadfill_ddl'@'%';
grant select, insert, update, delete on steadfill_script to 'steadfill_ddl'@'%';
grant select, update, create, alter, index, drop, references, trigger, create view, lock tables on * to 'steadfill_ddl'@'%';
-- steadfill_watch asks for status, plans and proofs. For each table of a job it also needs: grant select on TABLE.
grant select on steadfill_meta to 'steadfill_watch'@'%';
grant select on steadfill_run to 'steadfill_watch'@'%';
grant select on steadfill_partition to 'steadfill_watch'@'%';
grant select on steadfill_claim to 'steadfill_watch'@'%';
grant select on steadfill_quarantine to 'steadfill_watch'@'%';
grant select on steadfill_waiver to 'steadfill_watch'@'%';
grant select on steadfill_before_image to 'steadfill_watch'@'%';
grant select on steadfill_proof to 'steadfill_watch'@'%';
grant select on steadfill_script to 'steadfill_watch'@'%';
grant trigger on * to 'steadfill_watch'@'%';
grant process on *.* to 'steadfill_watch'@'%';
