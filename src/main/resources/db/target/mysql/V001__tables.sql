-- Steadfill's own tables in a target, format 1. Key texts are JSON arrays of the key columns' values in the server's text form.
create table if not exists steadfill_meta (
    name varchar(100) primary key,
    value longtext not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists steadfill_run (
    run_id varchar(40) primary key,
    job varchar(100) not null,
    table_identity varchar(200) not null,
    definition_hash varchar(64) not null,
    definition_text longtext not null,
    parameters longtext not null,
    once_key varchar(64) unique,
    state varchar(20) not null,
    started_at datetime(6) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists steadfill_partition (
    run_id varchar(40) not null,
    sweep integer not null,
    number integer not null,
    after_key longtext,
    up_to_key longtext,
    at_key longtext,
    done boolean not null default false,
    seq bigint not null default 0,
    fence_generation bigint not null default 0,
    fence_execution bigint not null default 0,
    fence_version bigint not null default 0,
    walked bigint not null default 0,
    changed bigint not null default 0,
    quarantined bigint not null default 0,
    lost bigint not null default 0,
    locked bigint not null default 0,
    updated_at datetime(6) not null default current_timestamp(6),
    primary key (run_id, sweep, number)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists steadfill_claim (
    table_identity varchar(200) not null,
    run_id varchar(40) not null,
    job varchar(100) not null,
    shared boolean not null,
    claimed_at datetime(6) not null default current_timestamp(6),
    primary key (table_identity, run_id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists steadfill_quarantine (
    run_id varchar(40) not null,
    key_hash varchar(64) not null,
    key_text longtext not null,
    sweep integer not null,
    number integer not null,
    reason varchar(40) not null,
    sql_state varchar(10),
    error longtext not null,
    advice longtext not null,
    state varchar(10) not null,
    attempts integer not null,
    first_at datetime(6) not null default current_timestamp(6),
    last_at datetime(6) not null default current_timestamp(6),
    primary key (run_id, key_hash)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists steadfill_waiver (
    run_id varchar(40) not null,
    key_hash varchar(64) not null,
    key_text longtext not null,
    row_hash varchar(64) not null,
    by_whom varchar(100) not null,
    why longtext not null,
    remedied boolean not null,
    before_image longtext,
    at datetime(6) not null default current_timestamp(6),
    primary key (run_id, key_hash)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists steadfill_before_image (
    run_id varchar(40) not null,
    sweep integer not null,
    number integer not null,
    seq bigint not null,
    row_count integer not null,
    image longtext not null,
    at datetime(6) not null default current_timestamp(6),
    primary key (run_id, sweep, number, seq)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists steadfill_proof (
    proof_id varchar(40) primary key,
    job varchar(100) not null,
    run_id varchar(40),
    table_identity varchar(200) not null,
    predicate_hash varchar(64) not null,
    kind varchar(10) not null,
    barrier longtext,
    rows_left bigint not null,
    began_at datetime(6) not null,
    ended_at datetime(6) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists steadfill_script (
    job varchar(100) not null,
    version varchar(50) not null,
    direction varchar(10) not null,
    statement integer not null,
    file varchar(300) not null,
    checksum varchar(64) not null,
    statement_checksum varchar(64) not null,
    by_whom varchar(100) not null,
    approved_by varchar(100),
    outcome varchar(10) not null,
    error longtext,
    began_at datetime(6) not null default current_timestamp(6),
    ended_at datetime(6),
    primary key (job, version, direction, statement)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
