alter table customers drop column orders_total;
