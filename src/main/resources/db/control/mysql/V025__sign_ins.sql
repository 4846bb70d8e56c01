-- Sign-ins that failed, counted over all nodes, by hashes of name and address; forgotten after half an hour.
create table steadfill_control_sign_in (
    try_key varchar(24) primary key,
    times integer not null,
    last_at timestamp(6) not null default current_timestamp(6),
    locked_until timestamp(6) not null default current_timestamp(6)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_sign_in_by_time on steadfill_control_sign_in (last_at);
