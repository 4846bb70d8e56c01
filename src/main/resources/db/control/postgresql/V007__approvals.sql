-- Requests for a second person's word. open_key is the hash while a request may still let something through, so that there is one for each.
create table steadfill_control_approval (
    approval_id varchar(40) primary key,
    kind varchar(20) not null,
    job varchar(100) not null,
    database_name varchar(100) not null,
    run_id varchar(40),
    hash varchar(64) not null,
    open_key varchar(64) unique,
    what text not null,
    state varchar(20) not null,
    asked_by varchar(100) not null,
    asked_at timestamptz not null default current_timestamp,
    expires_at timestamptz not null,
    decided_by varchar(100),
    decided_at timestamptz,
    why text,
    break_glass boolean not null default false,
    used_at timestamptz
);
create index steadfill_control_approval_by_run on steadfill_control_approval (run_id);
create index steadfill_control_approval_by_state on steadfill_control_approval (state, asked_at);
