package io.steadfill.schema.contract;

import io.steadfill.database.Session;
import io.steadfill.definition.JobDefinition;
import io.steadfill.script.Checksum;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The proofs of one job as the target remembers them. */
final class ProofLog {

    /** Rows that a proof has not counted yet. */
    private static final long UNFINISHED = -1;

    private final JobDefinition job;
    private final String predicateHash;

    ProofLog(JobDefinition job, String predicate) {
        this.job = job;
        this.predicateHash = Checksum.of(predicate);
    }

    String begins(Session session, String kind, @Nullable String barrier) {
        String id = UUID.randomUUID().toString();
        session.sql("""
                        insert into %s (proof_id, job, table_identity, predicate_hash, kind, barrier, rows_left, began_at, ended_at)
                        values (:id, :job, :table, :hash, :kind, :barrier, :left, current_timestamp(6), current_timestamp(6))
                        """.formatted(table(session)))
                .param("id", id)
                .param("job", job.name())
                .param("table", job.table().toString())
                .param("hash", predicateHash)
                .param("kind", kind)
                .param("barrier", barrier)
                .param("left", UNFINISHED)
                .update();
        return id;
    }

    void ends(Session session, String id, ProofResult result) {
        session.sql("update " + table(session)
                        + " set rows_left = :left, ended_at = current_timestamp(6) where proof_id = :id")
                .param("left", result.left())
                .param("id", id)
                .update();
    }

    /** The newest empty proof of this very predicate behind a barrier. */
    Optional<String> barrierOfLast(Session session) {
        return session
                .sql("""
                        select barrier from %s
                        where job = :job and kind = 'barrier' and rows_left = 0 and predicate_hash = :hash
                        order by ended_at desc, began_at desc
                        """.formatted(table(session)))
                .param("job", job.name())
                .param("hash", predicateHash)
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }

    private static String table(Session session) {
        return session.dialect().ours("proof");
    }
}
