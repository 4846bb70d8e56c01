alter table customers modify column orders_total decimal(14,2);
