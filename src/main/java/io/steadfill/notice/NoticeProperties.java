package io.steadfill.notice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told what.
 *
 * @param notices by name; empty where nobody is told anything
 * @param stalledAfter how long a run that is worked on may go without a checkpoint before it counts as stalled; longer where single
 *     statements take minutes
 */
@ConfigurationProperties("steadfill")
record NoticeProperties(
        @DefaultValue Map<String, Notice> notices,
        @DefaultValue("10m") Duration stalledAfter) {

    NoticeProperties {
        notices = Collections.unmodifiableMap(new TreeMap<>(notices));
        notices.forEach((name, notice) -> notice.check("steadfill.notices." + name));
    }

    /** How a notice is written. */
    enum Format {
        JSON,
        /** A webhook of Slack, or of what understands the same. */
        SLACK,
        MAIL
    }

    /**
     * @param url where it is posted; http or https, never followed elsewhere. Null for mail
     * @param events what it tells; all of them where none is named
     * @param jobs names of jobs, {@code *} for any characters; every job where none is named
     * @param secretFile its text keys the signature, and is read for each message; null sends unsigned
     * @param to addresses of a mail
     * @param from a mail's sender; null for {@code to}'s first
     */
    record Notice(
            @Nullable URI url,
            @DefaultValue Set<Happening> events,
            @DefaultValue List<String> jobs,
            @Nullable Path secretFile,
            @DefaultValue("json") Format format,
            @DefaultValue List<String> to,
            @Nullable String from) {

        Notice {
            events = events.isEmpty() ? EnumSet.allOf(Happening.class) : Set.copyOf(events);
            jobs = List.copyOf(jobs);
            to = List.copyOf(to);
        }

        boolean wants(Happening happening, String job) {
            return (happening == Happening.TEST || events.contains(happening))
                    && (jobs.isEmpty() || jobs.stream().anyMatch(pattern -> matches(pattern, job)));
        }

        private static boolean matches(String pattern, String job) {
            return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), job);
        }

        private void check(String property) {
            if (format == Format.MAIL) {
                if (to.isEmpty()) {
                    throw new IllegalArgumentException(property + ".to must name an address");
                }
                return;
            }
            if (url == null) {
                throw new IllegalArgumentException(property + ".url is missing");
            }
            String scheme = String.valueOf(url.getScheme());
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new IllegalArgumentException(property + ".url must begin with http:// or https://");
            }
            if (url.getHost() == null || url.getUserInfo() != null) {
                throw new IllegalArgumentException(property + ".url must name a host, and no user");
            }
        }
    }
}
