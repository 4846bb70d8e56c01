package io.steadfill.access.account;

import io.steadfill.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Makes, refuses and hashes passwords. */
public final class Passwords {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private static final int RANDOM_LENGTH = 20;
    private static final int LENGTH_MIN = 12;
    // What bcrypt reads; it would ignore the rest.
    private static final int BYTES_MAX = 72;

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final RandomGenerator random;
    private final String nobodys;

    Passwords(RandomGenerator random) {
        this.random = random;
        this.nobodys = String.valueOf(encoder.encode(random()));
    }

    /** About 115 bits, without letters that are taken for others. */
    String random() {
        return random.ints(RANDOM_LENGTH, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append)
                .toString();
    }

    /** @throws io.steadfill.problem.ProblemException PASSWORD_REFUSED */
    String hash(String password) {
        if (password.codePointCount(0, password.length()) < LENGTH_MIN) {
            throw Problem.PASSWORD_REFUSED.says(
                    "a password has at least " + LENGTH_MIN + " characters: take a longer one");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw Problem.PASSWORD_REFUSED.says("a password has at most " + BYTES_MAX + " bytes: take a shorter one");
        }
        return String.valueOf(encoder.encode(password));
    }

    /** @param hash null where there is no such account; it takes the same time then, so that nobody learns which names exist */
    public boolean matches(String password, @Nullable String hash) {
        boolean same = encoder.matches(password, hash == null ? nobodys : hash);
        return same && hash != null;
    }
}
