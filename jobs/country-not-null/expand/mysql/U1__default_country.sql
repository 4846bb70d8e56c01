alter table customers alter column country set default null;
