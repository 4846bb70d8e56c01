-- The audit trail as a chain: each entry has the next number, and a hash over itself and the entry before.
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
);
insert into steadfill_control_audit_head (one, seq, hash) values (1, 0, '');

-- Nobody changes or deletes entries by accident; on purpose the owner of the table can, and the chain shows it.
create function steadfill_control_audit_keep() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('steadfill.forgetting', true) = 'on' then
        return old;
    end if;
    raise exception 'the audit trail is only added to';
end
$$;
create trigger steadfill_control_audit_kept before update or delete on steadfill_control_audit
    for each row execute function steadfill_control_audit_keep();
create trigger steadfill_control_audit_kept_whole before truncate on steadfill_control_audit
    for each statement execute function steadfill_control_audit_keep();
