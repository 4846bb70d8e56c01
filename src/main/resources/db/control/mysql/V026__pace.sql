-- How many rows of a run were walked, minute by minute, by all its workers together.
create table steadfill_control_pace (
    run_id varchar(40) not null,
    minute bigint not null,
    walked bigint not null,
    primary key (run_id, minute)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
