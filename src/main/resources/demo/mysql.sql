create table customers (
  id bigint not null primary key,
  first_name varchar(60) not null,
  last_name varchar(60) not null,
  full_name varchar(130),
  email varchar(254),
  phone varchar(60),
  country varchar(2),
  newsletter boolean not null,
  created_at datetime not null
) engine = innodb character set utf8mb4;
create table orders (
  id bigint not null primary key,
  customer_id bigint not null,
  status varchar(12) not null,
  placed_at datetime not null,
  items_total decimal(12,2) not null,
  shipping decimal(8,2) not null,
  price decimal(12,2) not null,
  updated_at datetime(6) not null default current_timestamp(6) on update current_timestamp(6)
) engine = innodb character set utf8mb4;
