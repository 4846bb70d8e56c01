-- Sign-ins that failed, counted over all nodes, by hashes of name and address; forgotten after half an hour.
create table steadfill_control_sign_in (
    try_key varchar(24) primary key,
    times integer not null,
    last_at timestamptz not null,
    locked_until timestamptz not null
);
create index steadfill_control_sign_in_by_time on steadfill_control_sign_in (last_at);
