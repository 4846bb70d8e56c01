alter table customers add column orders_total decimal(14,2);
