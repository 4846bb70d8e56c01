alter table customers modify column country varchar(2) default 'ZZ';

create index customers_without_country on customers (country, id);
