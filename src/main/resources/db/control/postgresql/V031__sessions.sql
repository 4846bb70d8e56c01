-- Sessions of the console, for all nodes. The key is a hash of what the browser's cookie says, and the content is sealed by it: neither can be
-- had from here.
create table steadfill_control_session (
    session_key varchar(64) primary key,
    content bytea not null,
    created_at timestamptz not null,
    used_at timestamptz not null,
    expires_at timestamptz not null
);
create index steadfill_control_session_by_time on steadfill_control_session (expires_at);
