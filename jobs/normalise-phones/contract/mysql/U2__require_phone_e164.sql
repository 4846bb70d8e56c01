alter table customers drop constraint phone_e164_done;
