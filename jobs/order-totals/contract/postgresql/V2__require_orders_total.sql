-- steadfill: barrier
alter table customers add constraint orders_total_given check (orders_total is not null) not valid;

alter table customers validate constraint orders_total_given;

alter table customers alter column orders_total set default 0;

alter table customers alter column orders_total set not null;

alter table customers drop constraint orders_total_given;
