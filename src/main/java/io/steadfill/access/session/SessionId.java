package io.steadfill.access.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser shows to be known again. Only the browser has it: the database has what follows from it, the key of a row and the seal of
 * its content, from which it does not follow.
 *
 * @param text random, or whatever somebody wrote into a cookie
 */
record SessionId(String text) {

    private static final int RANDOM_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /** Of what is sealed. Another release that seals otherwise says so by another, and what it sealed is unreadable here. */
    private static final byte FORMAT = 1;

    static SessionId random() {
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(RANDOM_BYTES)));
    }

    /** Under which its session is kept: 64 hexadecimal digits. */
    String key() {
        try {
            return HexFormat.of().formatHex(derived("key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    byte[] seal(byte[] content) {
        byte[] nonce = randomBytes(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(content);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(FORMAT)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in GCM", e);
        }
    }

    /** @throws GeneralSecurityException when it was not sealed by this id, in this format, or was changed since */
    byte[] open(byte[] kept) throws GeneralSecurityException {
        if (kept.length <= 1 + NONCE_BYTES || kept[0] != FORMAT) {
            throw new GeneralSecurityException("not of a format that is known here");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(kept, 1, NONCE_BYTES).get(nonce);
        return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(kept, 1 + NONCE_BYTES, kept.length - 1 - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(derived("content"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[] {FORMAT});
        return cipher;
    }

    private byte[] derived(String purpose) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        // Never empty, which a key must not be; the id of a real session is as random as a key.
        mac.init(new SecretKeySpec(("session " + text).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Not the text: it would be a way in, wherever it was printed. */
    @Override
    public String toString() {
        return "a session's id";
    }
}
