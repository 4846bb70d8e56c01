-- Standing words for the nights of a job: each covers the runs that its schedule launches, as long as nothing that it was given for changes.
create table steadfill_control_standing (
    standing_id varchar(40) primary key,
    job varchar(100) not null,
    database_name varchar(100) not null,
    hash varchar(64) not null,
    what text not null,
    why text not null,
    given_by varchar(100) not null,
    given_at timestamptz not null default current_timestamp,
    expires_at timestamptz not null,
    -- The job while the word is in force or expired; null when it was ended, so that there is one for each job.
    job_key varchar(100) unique,
    end_state varchar(20),
    ended_by varchar(100),
    ended_at timestamptz,
    ended_why text
);
create index steadfill_control_standing_by_job on steadfill_control_standing (job, given_at);

-- The standing word under which a run was let through; null where somebody looked at that run.
alter table steadfill_control_approval add column standing_id varchar(40);
create index steadfill_control_approval_by_standing on steadfill_control_approval (standing_id);
