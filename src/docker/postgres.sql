-- Run once, by the image, as its superuser: beside the target, a database for the control.
create database steadfill;
