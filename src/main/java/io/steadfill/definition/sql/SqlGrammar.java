package io.steadfill.definition.sql;

import io.steadfill.definition.Vendor;

/** How a vendor reads quotes and signs. MariaDB reads as MySQL does. */
enum SqlGrammar {
    POSTGRESQL,
    MYSQL;

    static SqlGrammar of(Vendor vendor) {
        return switch (vendor) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL, MARIADB -> MYSQL;
        };
    }
}
