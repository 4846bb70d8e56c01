package io.steadfill.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What entries are sealed with: somebody who has the database but not the key cannot write a chain that checks. */
public final class AuditKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final AuditKey NONE = new AuditKey(null);

    private final byte @Nullable [] key;

    private AuditKey(byte @Nullable [] key) {
        this.key = key;
    }

    /** Takes hashes that everybody can take: enough against accidents, not against a person. */
    public static AuditKey none() {
        return NONE;
    }

    /** @param text the secret itself, blanks around it left out */
    public static AuditKey of(String text) {
        return new AuditKey(text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /** Tells keys apart without saying them; null without a key. */
    public @Nullable String id() {
        byte[] mine = key;
        return mine == null
                ? null
                : HexFormat.of().formatHex(Arrays.copyOf(digest(HexFormat.of().formatHex(mine) + " id"), 6));
    }

    String hash(String text) {
        byte[] mine = key;
        if (mine == null) {
            return HexFormat.of().formatHex(digest(text));
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(mine, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
