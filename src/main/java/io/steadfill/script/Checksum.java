package io.steadfill.script;

import io.steadfill.digest.Sha256;

/** SHA-256 in hex, over text whose line ends are those of Unix, so that a checkout on Windows is the same script. */
public final class Checksum {

    private Checksum() {}

    /** The checksum of a text. */
    public static String of(String text) {
        return Sha256.hex(text.replace("\r\n", "\n"));
    }
}
