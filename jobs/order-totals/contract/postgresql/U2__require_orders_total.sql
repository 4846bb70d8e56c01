alter table customers alter column orders_total drop not null;

alter table customers alter column orders_total drop default;
