package io.steadfill.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** An entry as its hash is taken. */
record Link(
        long seq,
        long atMicros,
        String by,
        String verb,
        @Nullable String runId,
        @Nullable String job,
        @Nullable String before,
        @Nullable String after,
        @Nullable String source,
        @Nullable String request,
        @Nullable String keyId,
        String previousHash) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Link read(ResultSet row) throws SQLException {
        return new Link(
                row.getLong("seq"),
                row.getLong("at_micros"),
                row.getString("by_whom"),
                row.getString("verb"),
                row.getString("run_id"),
                row.getString("job"),
                row.getString("before_text"),
                row.getString("after_text"),
                row.getString("source"),
                row.getString("request_id"),
                row.getString("key_id"),
                row.getString("previous_hash"));
    }

    /** Everything in it, in a form in which no two entries look the same. */
    String text() {
        return JSON.writeValueAsString(Arrays.asList(
                seq, atMicros, by, verb, runId, job, before, after, source, request, keyId, previousHash));
    }

    void insert(JdbcClient client, String hash) {
        client.sql("""
                insert into steadfill_control_audit
                (seq, at_micros, by_whom, verb, run_id, job, before_text, after_text, source, request_id, key_id,
                previous_hash, hash)
                values (:seq, :at, :by, :verb, :run, :job, :before, :after, :source, :request, :key, :previous, :hash)
                """)
                .param("seq", seq)
                .param("at", atMicros)
                .param("by", by)
                .param("verb", verb)
                .param("run", runId)
                .param("job", job)
                .param("before", before)
                .param("after", after)
                .param("source", source)
                .param("request", request)
                .param("key", keyId)
                .param("previous", previousHash)
                .param("hash", hash)
                .update();
    }
}
