package io.steadfill.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param who the operator's name; null before the log-in
 * @param roles in words
 * @param here the page's own address, to come back to
 * @param links of the main navigation
 * @param clock of this node
 */
record Frame(
        @Nullable String who, String roles, String zone, String here, List<Link> links, Stamp clock, String version) {

    /** @param count what is open there; null where nothing is counted */
    record Link(String name, String href, @Nullable String count) {}
}
