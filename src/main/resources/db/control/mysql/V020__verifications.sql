-- Whether a look at the data is still under way, by the node that does it.
alter table steadfill_control_verification add column beat_at timestamp(6) not null default current_timestamp(6);

-- How long each signal held a run up, minute by minute; the time of all its workers together.
create table steadfill_control_wait (
    run_id varchar(40) not null,
    minute bigint not null,
    signal_name varchar(60) not null,
    lost_millis bigint not null,
    says varchar(500) not null,
    primary key (run_id, minute, signal_name)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
