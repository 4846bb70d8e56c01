alter table customers alter column full_name drop not null;
