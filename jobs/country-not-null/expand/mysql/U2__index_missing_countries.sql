drop index customers_without_country on customers;
