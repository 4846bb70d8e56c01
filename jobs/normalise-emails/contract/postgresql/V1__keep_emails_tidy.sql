-- Not validated: a row that nobody has touched since must not stop the others.
alter table customers add constraint email_tidy
  check (email = btrim(email) and split_part(email, '@', 2) = lower(split_part(email, '@', 2))) not valid;
