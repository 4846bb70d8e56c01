-- steadfill: barrier
alter table customers add constraint phone_e164_done
  check ((phone is not null and phone_e164 is null) is not true) not valid;

alter table customers validate constraint phone_e164_done;
