alter table customers add primary key (id);
alter table orders add primary key (id);
create index orders_customer on orders (customer_id);
analyze customers;
analyze orders;
