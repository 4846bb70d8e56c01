alter table customers modify column full_name varchar(130);
