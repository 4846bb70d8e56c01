package io.steadfill.database.doctor;

import io.steadfill.database.Session;
import java.sql.SQLException;
import java.util.List;

/** One thing to look at in a server; says nothing where there is nothing to say. */
@FunctionalInterface
interface Check {

    List<Finding> look(Session session) throws SQLException;
}
