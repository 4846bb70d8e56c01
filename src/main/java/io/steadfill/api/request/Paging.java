package io.steadfill.api.request;

import io.steadfill.api.answer.Links;
import io.steadfill.api.refusal.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriComponentsBuilder;

/** Pages by keyset: each names the one that follows, and none counts what there is. */
public final class Paging {

    private Paging() {}

    public static void check(int limit, int max) {
        if (limit < 1 || limit > max) {
            throw Refusals.parameter("limit", String.valueOf(limit), "a number from 1 to " + max);
        }
    }

    /** Says where the next page is, in the {@code Link} header and among the links; empty where this is the last. */
    public static Map<String, String> next(
            HttpServletRequest request, HttpServletResponse response, @Nullable String cursor) {
        if (cursor == null) {
            return Map.of();
        }
        String next = UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam("cursor", Links.encoded(cursor))
                .build()
                .toUriString();
        response.setHeader(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        return Map.of("next", next);
    }
}
