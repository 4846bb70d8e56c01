package io.steadfill.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done and a second person has to see first.
 *
 * @param runId null where it is about companion scripts
 * @param hash SHA-256 over everything that the approval is bound to, in hex
 * @param what the same for a person to read, {@code because} first
 */
public record Subject(
        ApprovalKind kind,
        String job,
        String database,
        @Nullable String runId,
        String hash,
        Map<String, Object> what) {

    public Subject {
        what = Collections.unmodifiableMap(new LinkedHashMap<>(what));
    }

    /** Why a second person is asked, in one sentence. */
    public String because() {
        return what.get("because") instanceof List<?> reasons
                ? reasons.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : "";
    }

    /** Each part goes in with its length, so that no two lists of parts read the same. */
    public static String hash(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
