package io.steadfill.console.frame;

import io.steadfill.console.words.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param who the operator's name; null before the log-in
 * @param roles in words
 * @param here the page's own address, to come back to
 * @param links of the main navigation
 * @param stops in force, that hold runs which this person may see
 * @param keepsAccounts whether this person does
 * @param clock of this node
 */
record Frame(
        @Nullable String who,
        String roles,
        String zone,
        String here,
        List<Link> links,
        List<StopView> stops,
        boolean keepsAccounts,
        Stamp clock,
        String version) {

    /** @param count what is open there; null where nothing is */
    record Link(String name, String href, @Nullable String count) {}
}
