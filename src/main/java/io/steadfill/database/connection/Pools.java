package io.steadfill.database.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.steadfill.database.Database;
import io.steadfill.database.postgresql.PostgresDialect;
import io.steadfill.definition.Vendor;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Makes the small pools, with the driver settings that safety needs. */
final class Pools {

    /** A connection is had within this time or not at all. */
    private static final Duration CONNECT = Duration.ofSeconds(4);

    /** What the work's longest statement may take, and a margin; a server that says nothing for longer is gone. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    /** InnoDB's lock waits of a plain user's REPEATABLE READ would reach beyond the rows of a chunk. */
    private static final String READ_COMMITTED = "set session transaction isolation level read committed";

    /** The server's mode, made strict; padding would change the text of keys. */
    private static final String STRICT =
            "sql_mode=concat(replace(@@sql_mode,'PAD_CHAR_TO_FULL_LENGTH',''),',STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO')";

    /** Set to these whatever the server's defaults are; a URL that says otherwise is refused. */
    static final Map<String, String> MYSQL_FIXED = Map.of(
            "useAffectedRows", "false",
            "connectionTimeZone", "UTC",
            "forceConnectionTimeZoneToSession", "true",
            "rewriteBatchedStatements", "true",
            "characterEncoding", "utf8",
            "tinyInt1isBit", "false",
            "yearIsDateType", "false",
            "autoReconnect", "false",
            "allowLoadLocalInfile", "false",
            "sessionVariables", STRICT);

    private Pools() {}

    static HikariDataSource open(String name, Login login, Dialects.Met met, Database.Purpose purpose, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name + "-" + purpose.name().toLowerCase(Locale.ROOT));
        config.setJdbcUrl(login.url().driverUrl());
        config.setCredentialsProvider(login);
        config.setDataSourceProperties(properties(login.url(), purpose, met.pooled()));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setValidationTimeout(CONNECT.toMillis() / 2);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(10).toMillis());
        if (met.dialect().vendor() != Vendor.POSTGRESQL) {
            config.setConnectionInitSql(READ_COMMITTED);
        }
        return new HikariDataSource(config);
    }

    /**
     * The driver's properties but for the credentials.
     *
     * @param pooled whether PostgreSQL may be behind a pooler, where a statement that one transaction prepared is not there for the next
     */
    static Properties properties(JdbcUrl url, Database.Purpose purpose, boolean pooled) {
        Duration silence = purpose == Database.Purpose.SCHEMA ? Duration.ZERO : SILENCE_MAX;
        return url.postgres() ? postgres(url, silence, pooled) : mysql(url, silence);
    }

    private static Properties postgres(JdbcUrl url, Duration silence, boolean pooled) {
        Properties properties = new Properties();
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(silence.toSeconds()));
        properties.setProperty("ApplicationName", "steadfill");
        // The name then travels with the greeting, where a later SET would be a setting of the session.
        properties.setProperty("assumeMinServerVersion", "14");
        properties.setProperty("binaryTransferEnable", PostgresDialect.BINARY_TYPES);
        if (pooled && !url.parameters().containsKey("prepareThreshold")) {
            properties.setProperty("prepareThreshold", "0");
        }
        if (url.hasSeveralHosts()) {
            properties.setProperty("targetServerType", "primary");
        }
        return properties;
    }

    private static Properties mysql(JdbcUrl url, Duration silence) {
        Properties properties = new Properties();
        MYSQL_FIXED.forEach((name, value) -> {
            String said = url.parameters().get(name);
            if (said != null && !said.equalsIgnoreCase(value)) {
                throw JdbcUrl.invalid(
                        url.property(), "sets " + name + ", which Steadfill needs to be " + value + "; leave it out");
            }
            properties.setProperty(name, value);
        });
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT.toMillis()));
        properties.setProperty("socketTimeout", String.valueOf(silence.toMillis()));
        properties.setProperty("connectionAttributes", "program_name:steadfill");
        return properties;
    }
}
