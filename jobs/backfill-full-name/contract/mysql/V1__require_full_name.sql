-- steadfill: barrier
-- steadfill: begin
create trigger full_name_insert before insert on customers for each row
begin
  if new.full_name is null then
    signal sqlstate '45000' set message_text = 'a customer needs a full name';
  end if;
end
-- steadfill: end

-- steadfill: barrier
-- steadfill: begin
create trigger full_name_update before update on customers for each row
begin
  if new.full_name is null then
    signal sqlstate '45000' set message_text = 'a customer needs a full name';
  end if;
end
-- steadfill: end

alter table customers modify column full_name varchar(130) not null;

drop trigger full_name_insert;

drop trigger full_name_update;
