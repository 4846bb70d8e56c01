package io.steadfill.script;

import java.util.Locale;

/** Which way a companion script goes. */
public enum Direction {
    /** Before the data: makes room, takes nothing away. */
    EXPAND,
    /** After the data: takes the old form away. */
    CONTRACT,
    /** Back again, by the U file of a V file. */
    UNDO;

    /** The word in folders and in the ledger. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
