-- Compared as bytes: to the column's collation all cases are one, and trailing blanks are none.
alter table customers add constraint email_tidy check (
  char_length(email) = char_length(trim(email))
  and hex(substring_index(email, '@', -1)) = hex(lower(substring_index(email, '@', -1)))
);
