alter table customers add column phone_e164 varchar(16);
