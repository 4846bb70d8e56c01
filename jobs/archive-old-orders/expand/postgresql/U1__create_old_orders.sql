-- No row can satisfy this: it fails while there is one.
alter table old_orders add constraint old_orders_is_empty check (1 = 0);

drop table old_orders;
