package io.steadfill.engine.batch;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.POSTGRESQL)
class PostgresFullDiskIT extends FullDiskContract {

    @Override
    String[] refusing(String table, String event) {
        String function = "full_" + table.replace('.', '_');
        return new String[] {
            "create function " + function + "() returns trigger language plpgsql as $$ begin"
                    + " if (select free from room where place = '" + table + "') = 0 then"
                    + " raise exception 'could not extend file \"base/1/2\": No space left on device' using errcode = '53100';"
                    + " end if; return new; end $$",
            "create trigger full_disk before " + event + " on " + table + " for each row execute function " + function
                    + "()"
        };
    }
}
