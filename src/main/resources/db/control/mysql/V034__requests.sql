-- Which attempt at a request with a key is being answered, and when its process last said that it works on it.
alter table steadfill_control_request add column taken_by varchar(40);
alter table steadfill_control_request add column beat_at timestamp(6) not null default current_timestamp(6);
