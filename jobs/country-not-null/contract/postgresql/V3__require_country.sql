-- steadfill: barrier
alter table customers add constraint country_given check (country is not null) not valid;

alter table customers validate constraint country_given;

alter table customers alter column country set not null;

alter table customers drop constraint country_given;

drop index concurrently customers_without_country;
