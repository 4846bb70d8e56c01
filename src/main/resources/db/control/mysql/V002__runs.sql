-- Steadfill's own tables in the control database, format 1. V001 is Spring Batch's own script.
create index batch_step_execution_by_name on BATCH_STEP_EXECUTION (JOB_EXECUTION_ID, STEP_NAME);

create table steadfill_control (
    control_id varchar(40) primary key,
    generation bigint not null,
    format integer not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table steadfill_control_run (
    run_id varchar(40) primary key,
    job varchar(100) not null,
    database_name varchar(100) not null,
    table_name varchar(200) not null,
    active_key varchar(200) unique,
    definition_hash varchar(64) not null,
    definition_text longtext not null,
    parameters longtext not null,
    started_at timestamp(6) not null default current_timestamp(6),
    started_by varchar(100) not null,
    attempt integer not null default 1,
    word varchar(10) not null default 'GO',
    stage varchar(20) not null default 'NEW',
    owner varchar(200),
    lease_version bigint not null default 0,
    heartbeat_at timestamp(6) null,
    progress longtext,
    end_problem varchar(60),
    end_says longtext,
    ended_at timestamp(6) null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_run_by_job on steadfill_control_run (job, started_at);

create table steadfill_control_hold (
    hold_id varchar(40) primary key,
    run_id varchar(40) not null,
    kind varchar(20) not null,
    by_whom varchar(100) not null,
    why longtext not null,
    since timestamp(6) not null default current_timestamp(6),
    expires_at timestamp(6) null,
    foreign key (run_id) references steadfill_control_run (run_id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table steadfill_control_tuning (
    run_id varchar(40) not null,
    name varchar(40) not null,
    value varchar(100) not null,
    by_whom varchar(100) not null,
    since timestamp(6) not null default current_timestamp(6),
    primary key (run_id, name),
    foreign key (run_id) references steadfill_control_run (run_id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table steadfill_control_audit (
    audit_id bigint auto_increment primary key,
    at timestamp(6) not null default current_timestamp(6),
    by_whom varchar(100) not null,
    verb varchar(40) not null,
    run_id varchar(40),
    job varchar(100),
    before_text longtext,
    after_text longtext
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_audit_by_run on steadfill_control_audit (run_id);
