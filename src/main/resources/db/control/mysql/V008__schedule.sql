-- Schedules: what is due, who paused it, and a row for each business date, whoever fires it first.
create table steadfill_control_schedule (
    job varchar(100) primary key,
    timing varchar(200) not null,
    seen_to timestamp(6) not null default current_timestamp(6),
    paused_by varchar(100),
    paused_why longtext,
    paused_at timestamp(6) null,
    paused_until timestamp(6) null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table steadfill_control_slot (
    job varchar(100) not null,
    business_date varchar(10) not null,
    due_at timestamp(6) not null default current_timestamp(6),
    state varchar(20) not null default 'PENDING',
    run_id varchar(40),
    reason longtext,
    changed_at timestamp(6) not null default current_timestamp(6),
    primary key (job, business_date)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_slot_by_state on steadfill_control_slot (state, job, due_at);
create index steadfill_control_slot_by_run on steadfill_control_slot (run_id);

alter table steadfill_control_run add column business_date varchar(10);
alter table steadfill_control_run add column date_key varchar(120) unique;
alter table steadfill_control_run add column ignores_hours longtext;
alter table steadfill_control_run add column canary_passed integer not null default 0;
create index steadfill_control_hold_by_kind on steadfill_control_hold (kind, run_id);
