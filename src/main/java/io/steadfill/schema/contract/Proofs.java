package io.steadfill.schema.contract;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.definition.JobDefinition;

/** Whether a job's data is as it promises: for a predicate, that no row matches any more; waived rows count as rows. */
public interface Proofs {

    /** Looks at the whole table in short transactions, in sessions of its own. */
    ProofResult prove(Database database, JobDefinition job);

    /** The same in the session's open transaction, under the locks it holds. */
    ProofResult proveInside(Session session, JobDefinition job);
}
