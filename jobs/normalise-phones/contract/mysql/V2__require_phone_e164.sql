-- steadfill: barrier
-- steadfill: begin
create trigger phone_e164_insert before insert on customers for each row
begin
  if new.phone is not null and new.phone_e164 is null then
    signal sqlstate '45000' set message_text = 'a phone number needs its form in phone_e164';
  end if;
end
-- steadfill: end

-- steadfill: barrier
-- steadfill: begin
create trigger phone_e164_update before update on customers for each row
begin
  if new.phone is not null and new.phone_e164 is null then
    signal sqlstate '45000' set message_text = 'a phone number needs its form in phone_e164';
  end if;
end
-- steadfill: end

alter table customers add constraint phone_e164_done check (phone is null or phone_e164 is not null);

drop trigger phone_e164_insert;

drop trigger phone_e164_update;
