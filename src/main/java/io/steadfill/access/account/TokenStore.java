package io.steadfill.access.account;

import io.steadfill.access.Grant;
import io.steadfill.access.Role;
import io.steadfill.control.Control;
import io.steadfill.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tokens in the control database, with a hash each. They are random and long: one round of SHA-256 keeps them. */
public final class TokenStore {

    public static final String PREFIX = "sf_";
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final Control control;
    private final Clock clock;

    TokenStore(Control control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    void insert(Token token, String secret) {
        control.client()
                .sql("""
                insert into steadfill_control_token
                (token_id, account, label, secret_hash, sees_data, created_at, expires_at)
                values (:id, :account, :label, :hash, :sees, :created, :expires)
                """)
                .param("id", token.id())
                .param("account", token.account())
                .param("label", token.label())
                .param("hash", hash(secret))
                .param("sees", token.seesData())
                .param("created", Timestamp.from(token.created()))
                .param("expires", Timestamp.from(token.expires()))
                .update();
        token.grants()
                .forEach(grant -> control.client()
                        .sql(
                                "insert into steadfill_control_token_grant (token_id, role, jobs) values (:id, :role, :jobs)")
                        .param("id", token.id())
                        .param("role", grant.role().word())
                        .param("jobs", grant.jobs())
                        .update());
    }

    void delete(String id) {
        control.client()
                .sql("delete from steadfill_control_token where token_id = :id")
                .param("id", id)
                .update();
    }

    /** The oldest first. */
    List<Token> all() {
        return control
                .client()
                .sql("select * from steadfill_control_token order by created_at, token_id")
                .query((row, n) -> read(row))
                .list()
                .stream()
                .map(this::withGrants)
                .toList();
    }

    Optional<Token> find(String id) {
        return control.client()
                .sql("select * from steadfill_control_token where token_id = :id")
                .param("id", id)
                .query((row, n) -> read(row))
                .optional()
                .map(this::withGrants);
    }

    /** The token that a secret opens, and notes its use; empty where there is none, or it is over. */
    public Optional<Token> open(String secret) {
        int end = secret.indexOf('_', PREFIX.length());
        if (end < 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return find(secret.substring(PREFIX.length(), end))
                .filter(token -> isOf(token, secret))
                .filter(token -> now.isBefore(token.expires()))
                .map(token -> used(token, now));
    }

    private boolean isOf(Token token, String secret) {
        String kept = control.client()
                .sql("select secret_hash from steadfill_control_token where token_id = :id")
                .param("id", token.id())
                .query(String.class)
                .single();
        return MessageDigest.isEqual(
                kept.getBytes(StandardCharsets.US_ASCII), hash(secret).getBytes(StandardCharsets.US_ASCII));
    }

    private Token used(Token token, Instant now) {
        if (token.lastUsed() == null || token.lastUsed().plus(USE_NOTED_EVERY).isBefore(now)) {
            control.client()
                    .sql("update steadfill_control_token set last_used_at = :now where token_id = :id")
                    .param("now", Timestamp.from(now))
                    .param("id", token.id())
                    .update();
        }
        return token;
    }

    private Token withGrants(Token token) {
        List<Grant> grants = control.client()
                .sql("select role, jobs from steadfill_control_token_grant where token_id = :id order by role, jobs")
                .param("id", token.id())
                .query((row, n) -> new Grant(Role.of(row.getString(1)), row.getString(2)))
                .list();
        return new Token(
                token.id(),
                token.account(),
                token.label(),
                grants,
                token.seesData(),
                token.created(),
                token.expires(),
                token.lastUsed());
    }

    private static Token read(ResultSet row) throws SQLException {
        Timestamp lastUsed = row.getTimestamp("last_used_at");
        return new Token(
                row.getString("token_id"),
                row.getString("account"),
                row.getString("label"),
                List.of(),
                row.getBoolean("sees_data"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                lastUsed == null ? null : lastUsed.toInstant());
    }

    private static String hash(String secret) {
        return Sha256.hex(secret);
    }
}
