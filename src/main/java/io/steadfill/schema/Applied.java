package io.steadfill.schema;

import java.util.List;

/**
 * What a verb did.
 *
 * @param files the script files that were run, in order; empty where there was nothing to do
 * @param states how every script stands now
 */
public record Applied(List<String> files, List<ScriptState> states) {

    public Applied {
        files = List.copyOf(files);
        states = List.copyOf(states);
    }
}
