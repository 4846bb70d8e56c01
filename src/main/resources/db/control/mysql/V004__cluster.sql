-- Runs and partitions over nodes. The two task tables are db-scheduler's: one task for each run that is carried, one for each partition
-- that is walked. They decide who works, never what is done: that is the fence in the target.
create table steadfill_control_run_task (
    task_name varchar(40) not null,
    task_instance varchar(120) not null,
    task_data blob,
    execution_time timestamp(6) not null default current_timestamp(6),
    picked boolean not null,
    picked_by varchar(200),
    last_success timestamp(6) null,
    last_failure timestamp(6) null,
    consecutive_failures integer,
    last_heartbeat timestamp(6) null,
    version bigint not null,
    primary key (task_name, task_instance)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_run_task_due on steadfill_control_run_task (execution_time);
create index steadfill_control_run_task_beat on steadfill_control_run_task (last_heartbeat);

create table steadfill_control_part_task (
    task_name varchar(40) not null,
    task_instance varchar(120) not null,
    task_data blob,
    execution_time timestamp(6) not null default current_timestamp(6),
    picked boolean not null,
    picked_by varchar(200),
    last_success timestamp(6) null,
    last_failure timestamp(6) null,
    consecutive_failures integer,
    last_heartbeat timestamp(6) null,
    version bigint not null,
    primary key (task_name, task_instance)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_part_task_due on steadfill_control_part_task (execution_time);
create index steadfill_control_part_task_beat on steadfill_control_part_task (last_heartbeat);

-- How partitions ended that did not end well.
create table steadfill_control_part_end (
    run_id varchar(40) not null,
    execution bigint not null,
    sweep integer not null,
    number integer not null,
    how varchar(10) not null,
    problem varchar(60),
    says longtext not null,
    node varchar(200) not null,
    at timestamp(6) not null default current_timestamp(6),
    primary key (run_id, execution, sweep, number)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table steadfill_control_node (
    node varchar(200) primary key,
    version varchar(60) not null,
    started_at timestamp(6) not null default current_timestamp(6),
    heartbeat_at timestamp(6) not null default current_timestamp(6),
    run_threads integer not null,
    threads integer not null,
    runs integer not null,
    partitions integer not null,
    declined bigint not null,
    transforms longtext not null,
    jobs longtext not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- What each node told last about the partitions of a run that it works.
create table steadfill_control_run_node (
    run_id varchar(40) not null,
    node varchar(200) not null,
    execution bigint not null,
    progress longtext not null,
    told_at timestamp(6) not null default current_timestamp(6),
    primary key (run_id, node)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- The job execution whose partitions may be worked; 0 when none may.
alter table steadfill_control_run add column execution bigint not null default 0;
-- Goes up whenever somebody says that the run is due.
alter table steadfill_control_run add column dispatched bigint not null default 0;
