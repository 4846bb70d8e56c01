-- Steadfill's own tables in the control database, format 1. V001 is Spring Batch's own script.
create index batch_step_execution_by_name on batch_step_execution (job_execution_id, step_name);

create table steadfill_control (
    control_id varchar(40) primary key,
    generation bigint not null,
    format integer not null
);

create table steadfill_control_run (
    run_id varchar(40) primary key,
    job varchar(100) not null,
    database_name varchar(100) not null,
    table_name varchar(200) not null,
    active_key varchar(200) unique,
    definition_hash varchar(64) not null,
    definition_text text not null,
    parameters text not null,
    started_at timestamptz not null default current_timestamp,
    started_by varchar(100) not null,
    attempt integer not null default 1,
    word varchar(10) not null default 'GO',
    stage varchar(20) not null default 'NEW',
    owner varchar(200),
    lease_version bigint not null default 0,
    heartbeat_at timestamptz,
    progress text,
    end_problem varchar(60),
    end_says text,
    ended_at timestamptz
);
create index steadfill_control_run_by_job on steadfill_control_run (job, started_at);

create table steadfill_control_hold (
    hold_id varchar(40) primary key,
    run_id varchar(40) not null references steadfill_control_run,
    kind varchar(20) not null,
    by_whom varchar(100) not null,
    why text not null,
    since timestamptz not null default current_timestamp,
    expires_at timestamptz
);
create index steadfill_control_hold_by_run on steadfill_control_hold (run_id);

create table steadfill_control_tuning (
    run_id varchar(40) not null references steadfill_control_run,
    name varchar(40) not null,
    value varchar(100) not null,
    by_whom varchar(100) not null,
    since timestamptz not null default current_timestamp,
    primary key (run_id, name)
);

create table steadfill_control_audit (
    audit_id bigint generated always as identity primary key,
    at timestamptz not null default current_timestamp,
    by_whom varchar(100) not null,
    verb varchar(40) not null,
    run_id varchar(40),
    job varchar(100),
    before_text text,
    after_text text
);
create index steadfill_control_audit_by_run on steadfill_control_audit (run_id);
