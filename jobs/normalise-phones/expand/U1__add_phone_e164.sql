alter table customers drop column phone_e164;
