package io.steadfill.engine.batch;

/** The words and the number are those of a tablespace that cannot grow. */
abstract class InnoDbFullDiskContract extends FullDiskContract {

    @Override
    String[] refusing(String table, String event) {
        return new String[] {
            "create trigger full_" + table + " before " + event + " on " + table + " for each row begin"
                    + " if (select free from room where place = '" + table + "') = 0 then"
                    + " signal sqlstate 'HY000' set mysql_errno = 1114, message_text = 'The table is full';"
                    + " end if; end"
        };
    }
}
