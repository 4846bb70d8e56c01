alter table customers drop constraint email_tidy;
