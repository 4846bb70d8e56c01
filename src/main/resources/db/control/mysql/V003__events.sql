-- What happened to runs, in order: state changes and waits. Console, notifications and dashboards follow it by its number.
create table steadfill_control_event (
    event_id bigint not null auto_increment primary key,
    at timestamp(6) not null default current_timestamp(6),
    run_id varchar(40) not null,
    job varchar(100) not null,
    kind varchar(40) not null,
    from_state varchar(20),
    to_state varchar(20),
    by_whom varchar(100),
    says longtext
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_event_by_run on steadfill_control_event (run_id, event_id);
