package io.steadfill.testing;

import io.steadfill.definition.Vendor;

/** The servers that tests run against. Where a lane's server comes from is decided once per JVM and printed. */
public enum Lane {
    /** The newest PostgreSQL that is supported. */
    POSTGRESQL(Vendor.POSTGRESQL, "postgres:18"),
    /** The oldest PostgreSQL that is supported. */
    POSTGRESQL_OLDEST(Vendor.POSTGRESQL, "postgres:14"),
    MARIADB(Vendor.MARIADB, "mariadb:"),
    /** The oldest MariaDB that is in Maven artifacts and young enough: 10.11, where 10.6 is promised. */
    MARIADB_OLDEST(Vendor.MARIADB, "mariadb:10"),
    /** Has no server in Maven artifacts: without a URL or a container its tests are skipped, loudly. */
    MYSQL(Vendor.MYSQL, "mysql:");

    private final Vendor vendor;
    private final String imagePrefix;

    Lane(Vendor vendor, String imagePrefix) {
        this.vendor = vendor;
        this.imagePrefix = imagePrefix;
    }

    public Vendor vendor() {
        return vendor;
    }

    /** The environment variable whose URL, credentials included, wins over every other server. */
    public String variable() {
        return "STEADFILL_TEST_" + name() + "_URL";
    }

    /** How the name of a container image for this lane begins. */
    String imagePrefix() {
        return imagePrefix;
    }
}
