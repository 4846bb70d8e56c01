package io.steadfill.approval;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What waits for a second person on databases that are not marked production; on those that are, everything in {@link Risk} does.
 *
 * @param requiredFor nothing by default; a team that wants four eyes on its staging database names what for
 * @param rowsMax a run over a table with more rows than this, by the server's estimate, waits; null for no limit
 * @param expires how long a request waits for its answer, and a yes for its use; longer where approvers sleep on weekends
 */
@ConfigurationProperties("steadfill.approval")
public record ApprovalProperties(
        @DefaultValue Set<Risk> requiredFor,
        @Nullable Long rowsMax,
        @DefaultValue("24h") Duration expires) {

    public ApprovalProperties {
        requiredFor = Set.copyOf(requiredFor);
        if (expires.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("steadfill.approval.expires must be at least 1s");
        }
        if (rowsMax != null && rowsMax < 0) {
            throw new IllegalArgumentException("steadfill.approval.rows-max must not be negative");
        }
    }
}
