create index concurrently customers_without_country on customers (id) where country is null;
