package io.steadfill.database;

/** What every dialect must do on real servers. */
abstract class DialectContract extends WalkContract {

    DialectContract(Dialect dialect) {
        super(dialect);
    }
}
