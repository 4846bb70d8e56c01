-- steadfill: barrier
-- steadfill: begin
create trigger country_insert before insert on customers for each row
begin
  if new.country is null then
    signal sqlstate '45000' set message_text = 'a customer needs a country';
  end if;
end
-- steadfill: end

-- steadfill: barrier
-- steadfill: begin
create trigger country_update before update on customers for each row
begin
  if new.country is null then
    signal sqlstate '45000' set message_text = 'a customer needs a country';
  end if;
end
-- steadfill: end

alter table customers modify column country varchar(2) not null default 'ZZ';

drop trigger country_insert;

drop trigger country_update;

drop index customers_without_country on customers;
