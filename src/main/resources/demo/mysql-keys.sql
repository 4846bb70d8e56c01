create index orders_customer on orders (customer_id);
analyze table customers;
analyze table orders;
