-- Who may sign in, with what, and what they may do. Passwords and tokens are kept as hashes only.
create table steadfill_control_account (
    name varchar(50) primary key,
    password_hash varchar(200) not null,
    sees_data boolean not null default false,
    disabled boolean not null default false,
    time_zone varchar(60) not null default 'UTC',
    -- Goes up when the password changes or the account is disabled: sessions that began under a lower one are over.
    epoch integer not null default 1,
    created_at timestamp(6) not null default current_timestamp(6),
    created_by varchar(100) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table steadfill_control_grant (
    account varchar(50) not null,
    role varchar(20) not null,
    jobs varchar(200) not null,
    primary key (account, role, jobs),
    foreign key (account) references steadfill_control_account (name) on delete cascade
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table steadfill_control_token (
    token_id varchar(20) primary key,
    account varchar(50) not null,
    label varchar(30) not null,
    secret_hash varchar(64) not null,
    sees_data boolean not null default false,
    created_at timestamp(6) not null default current_timestamp(6),
    expires_at timestamp(6) not null,
    last_used_at timestamp(6) null,
    foreign key (account) references steadfill_control_account (name) on delete cascade
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table steadfill_control_token_grant (
    token_id varchar(20) not null,
    role varchar(20) not null,
    jobs varchar(200) not null,
    primary key (token_id, role, jobs),
    foreign key (token_id) references steadfill_control_token (token_id) on delete cascade
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
