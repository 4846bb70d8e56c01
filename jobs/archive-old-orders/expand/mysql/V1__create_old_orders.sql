create table old_orders like orders;
