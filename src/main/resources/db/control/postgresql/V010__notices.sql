-- How far each notice has told the events, which node tells it, and what is not told yet.
create table steadfill_control_notice (
    name varchar(100) primary key,
    began bigint not null,
    position bigint not null,
    owner varchar(200),
    lease_until timestamptz
);

create table steadfill_control_delivery (
    notice varchar(100) not null,
    event_id bigint not null,
    state varchar(20) not null,
    attempts integer not null default 0,
    next_at timestamptz not null default current_timestamp,
    last_says text,
    primary key (notice, event_id)
);
create index steadfill_control_delivery_due on steadfill_control_delivery (notice, state, next_at);
create index steadfill_control_event_by_time on steadfill_control_event (at);
