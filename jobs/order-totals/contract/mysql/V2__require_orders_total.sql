-- steadfill: barrier
-- steadfill: begin
create trigger orders_total_insert before insert on customers for each row
begin
  if new.orders_total is null then
    signal sqlstate '45000' set message_text = 'a customer needs an orders_total, 0 at first';
  end if;
end
-- steadfill: end

-- steadfill: barrier
-- steadfill: begin
create trigger orders_total_update before update on customers for each row
begin
  if new.orders_total is null then
    signal sqlstate '45000' set message_text = 'a customer needs an orders_total, 0 at first';
  end if;
end
-- steadfill: end

alter table customers modify column orders_total decimal(14,2) not null default 0;

drop trigger orders_total_insert;

drop trigger orders_total_update;
