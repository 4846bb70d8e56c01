package io.steadfill.transform;

import com.sanctionco.jmail.Email;
import com.sanctionco.jmail.EmailValidationResult;
import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import io.steadfill.definition.TransformCall;
import java.net.IDN;
import java.util.Locale;

/**
 * {@code e-mail: { from: column, lower-local: false }}: trims, writes the domain in lower case and ASCII, and refuses what is no address. The part
 * before the {@code @} is kept as it is unless {@code lower-local} is true, because only its own server knows whether case matters there.
 */
final class EMail implements Transform {

    /** RFC 5321 ends a path at 254 characters; the spare is for a domain that shrinks when written in ASCII. */
    private static final int LENGTH_MAX = 1_000;

    private final EmailValidator validator = JMail.validator()
            .disallowIpDomain()
            .disallowExplicitSourceRouting()
            .disallowQuotedIdentifiers()
            .disallowObsoleteWhitespace()
            .requireTopLevelDomain()
            .withRule(email -> !email.hasIdentifier(), "it has a name beside the address")
            .withRule(email -> email.comments().isEmpty(), "it has a comment in brackets");

    @Override
    public String name() {
        return "e-mail";
    }

    @Override
    public String version() {
        return LibraryVersion.of(Email.class, "com.sanctionco.jmail", "jmail");
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        Arguments arguments = Arguments.of(call, "from", "lower-local");
        boolean lowerLocal = arguments.flag("lower-local", false);
        return new TextFunction(arguments.column("from"), text -> normal(text, lowerLocal));
    }

    private Outcome normal(String text, boolean lowerLocal) {
        String address = Blank.trimmed(text);
        if (address.isEmpty()) {
            return Outcome.refused("empty");
        }
        if (address.length() > LENGTH_MAX) {
            return Outcome.refused("too long for an e-mail address");
        }
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return Outcome.refused("no e-mail address: it has no @");
        }
        String local = address.substring(0, at);
        if (hasLoneSurrogate(local)) {
            return Outcome.refused("no e-mail address: it has a broken character");
        }
        Outcome domain = domain(address.substring(at + 1));
        return domain.value() == null
                ? domain
                : checked((lowerLocal ? local.toLowerCase(Locale.ROOT) : local) + "@" + domain.value());
    }

    private Outcome checked(String address) {
        EmailValidationResult result = validator.validate(address);
        return result.isSuccess()
                ? Outcome.of(address)
                : Outcome.refused("no e-mail address: "
                        + result.getFailureReason()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' '));
    }

    private static Outcome domain(String domain) {
        if (domain.chars().allMatch(c -> c < 0x80)) {
            return Outcome.of(domain.toLowerCase(Locale.ROOT));
        }
        // Java knows the older IDNA of 2003, by which these become other letters or vanish: another domain, another
        // person's mail.
        if (domain.chars().anyMatch(c -> c == 0xdf || c == 0x1e9e || c == 0x3c2 || c == 0x200c || c == 0x200d)) {
            return Outcome.refused(
                    "the domain has a letter that old and new rules write differently; write it as xn-- by hand");
        }
        try {
            return Outcome.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Outcome.refused("the domain cannot be written in ASCII");
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }
}
