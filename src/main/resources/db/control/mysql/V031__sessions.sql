-- Sessions of the console, for all nodes. The key is a hash of what the browser's cookie says, and the content is sealed by it: neither can be
-- had from here.
create table steadfill_control_session (
    session_key varchar(64) primary key,
    content mediumblob not null,
    created_at timestamp(6) not null default current_timestamp(6),
    used_at timestamp(6) not null default current_timestamp(6),
    expires_at timestamp(6) not null default current_timestamp(6)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_session_by_time on steadfill_control_session (expires_at);
