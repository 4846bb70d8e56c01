-- The audit trail as a chain: each entry has the next number, and a hash over itself and the entry before. Entries are kept from being
-- changed by the grants of who runs Steadfill: a trigger would need SUPER where the binary log is on.
alter table steadfill_control_audit add column seq bigint unique;
alter table steadfill_control_audit add column at_micros bigint;
alter table steadfill_control_audit add column source varchar(64);
alter table steadfill_control_audit add column request_id varchar(64);
alter table steadfill_control_audit add column key_id varchar(16);
alter table steadfill_control_audit add column previous_hash varchar(64);
alter table steadfill_control_audit add column hash varchar(64);
create index steadfill_control_audit_by_job on steadfill_control_audit (job, seq);
create index steadfill_control_audit_by_whom on steadfill_control_audit (by_whom, seq);

-- One row: the newest entry. Its lock is the queue of all who add one.
create table steadfill_control_audit_head (
    one integer primary key,
    seq bigint not null,
    hash varchar(64) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
insert into steadfill_control_audit_head (one, seq, hash) values (1, 0, '');
