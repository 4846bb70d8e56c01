create index customers_without_country on customers (country, id);
