package io.steadfill.audit;

import io.steadfill.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What entries are sealed with: somebody who has the database but not the key cannot write a chain that checks. */
final class AuditKey {

    /** As many as a person compares at a glance. */
    private static final int ID_DIGITS = 12;

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
                : Sha256.hex(HexFormat.of().formatHex(mine) + " id").substring(0, ID_DIGITS);
    }

    String hash(String text) {
        byte[] mine = key;
        if (mine == null) {
            return Sha256.hex(text);
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(mine, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
