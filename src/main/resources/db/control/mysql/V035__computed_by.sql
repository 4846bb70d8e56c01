-- What computed a run's values: releases and versions, a line for each that was another than those before.
alter table steadfill_control_run add column computed_by longtext;
