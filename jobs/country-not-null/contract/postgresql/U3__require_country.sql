alter table customers alter column country drop not null;

create index concurrently customers_without_country on customers (id) where country is null;
