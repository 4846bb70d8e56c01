-- Dates of schedules that somebody wants to have no run, until they have come and their slot says so.
create table steadfill_control_skip (
    job varchar(100) not null,
    business_date varchar(10) not null,
    skipped_by varchar(100) not null,
    skipped_why longtext not null,
    skipped_at timestamp(6) not null default current_timestamp(6),
    primary key (job, business_date)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
