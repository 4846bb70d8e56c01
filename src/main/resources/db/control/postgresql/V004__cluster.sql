-- Runs and partitions over nodes. The two task tables are db-scheduler's: one task for each run that is carried, one for each partition
-- that is walked. They decide who works, never what is done: that is the fence in the target.
create table steadfill_control_run_task (
    task_name varchar(40) not null,
    task_instance varchar(120) collate "C" not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by varchar(200),
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    primary key (task_name, task_instance)
);
create index steadfill_control_run_task_due on steadfill_control_run_task (execution_time);
create index steadfill_control_run_task_beat on steadfill_control_run_task (last_heartbeat);

create table steadfill_control_part_task (
    task_name varchar(40) not null,
    task_instance varchar(120) collate "C" not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by varchar(200),
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    primary key (task_name, task_instance)
);
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
    says text not null,
    node varchar(200) not null,
    at timestamptz not null default current_timestamp,
    primary key (run_id, execution, sweep, number)
);

create table steadfill_control_node (
    node varchar(200) primary key,
    version varchar(60) not null,
    started_at timestamptz not null default current_timestamp,
    heartbeat_at timestamptz not null default current_timestamp,
    run_threads integer not null,
    threads integer not null,
    runs integer not null,
    partitions integer not null,
    declined bigint not null,
    transforms text not null,
    jobs text not null
);

-- What each node told last about the partitions of a run that it works.
create table steadfill_control_run_node (
    run_id varchar(40) not null,
    node varchar(200) not null,
    execution bigint not null,
    progress text not null,
    told_at timestamptz not null default current_timestamp,
    primary key (run_id, node)
);

-- The job execution whose partitions may be worked; 0 when none may.
alter table steadfill_control_run add column execution bigint not null default 0;
-- Goes up whenever somebody says that the run is due.
alter table steadfill_control_run add column dispatched bigint not null default 0;
