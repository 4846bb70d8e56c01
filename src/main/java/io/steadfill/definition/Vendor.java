package io.steadfill.definition;

import java.util.Locale;

/** The database products whose SQL differs. */
public enum Vendor {
    POSTGRESQL,
    MYSQL,
    MARIADB;

    /** The name in job files, folders and options. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
