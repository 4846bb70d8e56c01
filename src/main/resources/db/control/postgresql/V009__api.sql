-- Requests that carried an idempotency key, with the answer they got; kept for seven days.
create table steadfill_control_request (
    by_whom varchar(100) not null,
    request_key varchar(255) not null,
    fingerprint varchar(64) not null,
    begun_at timestamptz not null default current_timestamp,
    answer text,
    primary key (by_whom, request_key)
);
create index steadfill_control_request_by_age on steadfill_control_request (begun_at);

-- Words that hold every run of a job, on a table, in a database, or all of them.
create table steadfill_control_stop (
    stop_id varchar(40) primary key,
    scope varchar(10) not null,
    job varchar(100),
    database_name varchar(100),
    table_name varchar(200),
    by_whom varchar(100) not null,
    why text not null,
    since timestamptz not null default current_timestamp,
    expires_at timestamptz,
    lifted_at timestamptz,
    lifted_by varchar(100)
);
create index steadfill_control_stop_in_force on steadfill_control_stop (lifted_at, expires_at);

-- Looks at the data that somebody asked for, and what they showed.
create table steadfill_control_verification (
    verification_id varchar(40) primary key,
    run_id varchar(40) not null,
    by_whom varchar(100) not null,
    begun_at timestamptz not null default current_timestamp,
    ended_at timestamptz,
    result text,
    problem varchar(60),
    says text
);
create index steadfill_control_verification_by_run on steadfill_control_verification (run_id, begun_at);
