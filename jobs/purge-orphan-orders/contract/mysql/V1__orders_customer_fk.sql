-- Both sides read with a lock, so that neither can pass a transaction of the other that is still open.

-- steadfill: barrier
-- steadfill: begin
create trigger orders_customer_insert before insert on orders for each row
begin
  if not exists (select 1 from customers where id = new.customer_id lock in share mode) then
    signal sqlstate '45000' set message_text = 'an order needs its customer';
  end if;
end
-- steadfill: end

-- steadfill: barrier
-- steadfill: begin
create trigger orders_customer_update before update on orders for each row
begin
  if not exists (select 1 from customers where id = new.customer_id lock in share mode) then
    signal sqlstate '45000' set message_text = 'an order needs its customer';
  end if;
end
-- steadfill: end

-- steadfill: barrier
-- steadfill: begin
create trigger customers_orders_update before update on customers for each row
begin
  if new.id <> old.id and exists (select 1 from orders where customer_id = old.id lock in share mode) then
    signal sqlstate '45000' set message_text = 'the customer still has orders';
  end if;
end
-- steadfill: end

-- steadfill: barrier
-- steadfill: begin
create trigger customers_orders_delete before delete on customers for each row
begin
  if exists (select 1 from orders where customer_id = old.id lock in share mode) then
    signal sqlstate '45000' set message_text = 'the customer still has orders';
  end if;
end
-- steadfill: end

alter table orders add constraint orders_customer_fk foreign key (customer_id) references customers (id);

drop trigger orders_customer_insert;

drop trigger orders_customer_update;

drop trigger customers_orders_update;

drop trigger customers_orders_delete;
