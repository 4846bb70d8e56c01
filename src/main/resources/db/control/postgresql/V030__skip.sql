-- Dates of schedules that somebody wants to have no run, until they have come and their slot says so.
create table steadfill_control_skip (
    job varchar(100) not null,
    business_date varchar(10) not null,
    skipped_by varchar(100) not null,
    skipped_why text not null,
    skipped_at timestamptz not null,
    primary key (job, business_date)
);
