alter table orders drop foreign key orders_customer_fk;
