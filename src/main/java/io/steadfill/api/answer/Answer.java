package io.steadfill.api.answer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What a verb is answered with, in a form that can be kept and given again.
 *
 * @param location where what was made can be found; null where nothing was
 * @param version of the run it speaks of; null where it speaks of none
 */
public record Answer(
        int status, @Nullable String location, @Nullable String version, Object body) {

    public static Answer ok(RunAnswer run) {
        return new Answer(200, null, run.run().version(), run);
    }

    ResponseEntity<Object> entity() {
        return entity(status, location, version, body);
    }

    static ResponseEntity<Object> entity(int status, @Nullable String location, @Nullable String version, Object body) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (location != null) {
            answer.header(HttpHeaders.LOCATION, location);
        }
        if (version != null) {
            answer.header(HttpHeaders.ETAG, Version.tag(version));
        }
        return answer.body(body);
    }
}
