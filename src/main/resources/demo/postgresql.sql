create table customers (
  id bigint not null,
  first_name varchar(60) not null,
  last_name varchar(60) not null,
  full_name varchar(130),
  email varchar(254),
  phone varchar(60),
  country varchar(2),
  newsletter boolean not null,
  created_at timestamp(0) with time zone not null
);
create table orders (
  id bigint not null,
  customer_id bigint not null,
  status varchar(12) not null,
  placed_at timestamp(0) with time zone not null,
  items_total numeric(12,2) not null,
  shipping numeric(8,2) not null,
  price numeric(12,2) not null,
  updated_at timestamp(6) with time zone not null default current_timestamp
);
