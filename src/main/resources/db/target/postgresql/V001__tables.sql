-- Steadfill's own tables in a target, format 1. Key texts are JSON arrays of the key columns' values in the server's text form.
create schema if not exists steadfill;

create table if not exists steadfill.meta (
    name text primary key,
    value text not null
);

create table if not exists steadfill.run (
    run_id varchar(40) primary key,
    job varchar(100) not null,
    table_identity varchar(200) not null,
    definition_hash varchar(64) not null,
    definition_text text not null,
    parameters text not null,
    once_key varchar(64) unique,
    state varchar(20) not null,
    started_at timestamptz not null
);

create table if not exists steadfill.partition (
    run_id varchar(40) not null,
    sweep integer not null,
    number integer not null,
    after_key text,
    up_to_key text,
    at_key text,
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
    updated_at timestamptz not null default now(),
    primary key (run_id, sweep, number)
) with (fillfactor = 50);

create table if not exists steadfill.claim (
    table_identity varchar(200) not null,
    run_id varchar(40) not null,
    job varchar(100) not null,
    shared boolean not null,
    claimed_at timestamptz not null default now(),
    primary key (table_identity, run_id)
);

create table if not exists steadfill.quarantine (
    run_id varchar(40) not null,
    key_hash varchar(64) not null,
    key_text text not null,
    sweep integer not null,
    number integer not null,
    reason varchar(40) not null,
    sql_state varchar(10),
    error text not null,
    advice text not null,
    state varchar(10) not null,
    attempts integer not null,
    first_at timestamptz not null default now(),
    last_at timestamptz not null default now(),
    primary key (run_id, key_hash)
);

create table if not exists steadfill.waiver (
    run_id varchar(40) not null,
    key_hash varchar(64) not null,
    key_text text not null,
    row_hash varchar(64) not null,
    by_whom varchar(100) not null,
    why text not null,
    remedied boolean not null,
    before_image text,
    at timestamptz not null default now(),
    primary key (run_id, key_hash)
);

create table if not exists steadfill.before_image (
    run_id varchar(40) not null,
    sweep integer not null,
    number integer not null,
    seq bigint not null,
    row_count integer not null,
    image text not null,
    at timestamptz not null default now(),
    primary key (run_id, sweep, number, seq)
);

create table if not exists steadfill.proof (
    proof_id varchar(40) primary key,
    job varchar(100) not null,
    run_id varchar(40),
    table_identity varchar(200) not null,
    predicate_hash varchar(64) not null,
    kind varchar(10) not null,
    barrier text,
    rows_left bigint not null,
    began_at timestamptz not null,
    ended_at timestamptz not null
);

create table if not exists steadfill.script (
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
    error text,
    began_at timestamptz not null default now(),
    ended_at timestamptz,
    primary key (job, version, direction, statement)
);
