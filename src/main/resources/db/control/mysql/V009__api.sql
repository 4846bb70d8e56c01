-- Requests that carried an idempotency key, with the answer they got; kept for seven days.
create table steadfill_control_request (
    by_whom varchar(100) not null,
    request_key varchar(255) not null,
    fingerprint varchar(64) not null,
    begun_at timestamp(6) not null default current_timestamp(6),
    answer longtext,
    primary key (by_whom, request_key)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_request_by_age on steadfill_control_request (begun_at);

-- Words that hold every run of a job, on a table, in a database, or all of them.
create table steadfill_control_stop (
    stop_id varchar(40) primary key,
    scope varchar(10) not null,
    job varchar(100),
    database_name varchar(100),
    table_name varchar(200),
    by_whom varchar(100) not null,
    why longtext not null,
    since timestamp(6) not null default current_timestamp(6),
    expires_at timestamp(6) null,
    lifted_at timestamp(6) null,
    lifted_by varchar(100)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_stop_in_force on steadfill_control_stop (lifted_at, expires_at);

-- Looks at the data that somebody asked for, and what they showed.
create table steadfill_control_verification (
    verification_id varchar(40) primary key,
    run_id varchar(40) not null,
    by_whom varchar(100) not null,
    begun_at timestamp(6) not null default current_timestamp(6),
    ended_at timestamp(6) null,
    result longtext,
    problem varchar(60),
    says longtext
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_verification_by_run on steadfill_control_verification (run_id, begun_at);
