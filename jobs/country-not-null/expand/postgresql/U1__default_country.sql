alter table customers alter column country drop default;
