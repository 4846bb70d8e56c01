-- Standing words for the nights of a job: each covers the runs that its schedule launches, as long as nothing that it was given for changes.
create table steadfill_control_standing (
    standing_id varchar(40) primary key,
    job varchar(100) not null,
    database_name varchar(100) not null,
    hash varchar(64) not null,
    what longtext not null,
    why longtext not null,
    given_by varchar(100) not null,
    given_at timestamp(6) not null default current_timestamp(6),
    expires_at timestamp(6) not null default current_timestamp(6),
    -- The job while the word is in force or expired; null when it was ended, so that there is one for each job.
    job_key varchar(100) unique,
    end_state varchar(20),
    ended_by varchar(100),
    ended_at timestamp(6) null,
    ended_why longtext
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index steadfill_control_standing_by_job on steadfill_control_standing (job, given_at);

-- The standing word under which a run was let through; null where somebody looked at that run.
alter table steadfill_control_approval add column standing_id varchar(40);
create index steadfill_control_approval_by_standing on steadfill_control_approval (standing_id);
