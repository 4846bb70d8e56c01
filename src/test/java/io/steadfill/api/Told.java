package io.steadfill.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A client that reads a stream of events, one after the other, and may go away whenever it likes. */
final class Told implements AutoCloseable {

    /** @param id empty for an event that does not count, such as one about progress */
    record Event(String id, String name, JsonNode data) {}

    private final Stream<String> lines;
    private final Iterator<String> next;
    private final List<String> comments = new ArrayList<>();
    private String lastId;

    /** @param after null for a client that comes for the first time */
    Told(ServedApi api, String who, String path, String after) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api.root() + path)).header("Authorization", ServedApi.basic(who));
        if (after != null) {
            request.header("Last-Event-ID", after);
        }
        lastId = after == null ? "" : after;
        HttpResponse<Stream<String>> answer = answer(request.build());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body().toList());
        }
        lines = answer.body();
        next = lines.iterator();
    }

    private static HttpResponse<Stream<String>> answer(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next one; null where the stream has ended. */
    Event next() {
        String id = "";
        String name = "";
        StringBuilder data = new StringBuilder();
        while (next.hasNext()) {
            String line = next.next();
            if (line.isEmpty() && data.length() > 0) {
                return new Event(id, name, ServedApi.JSON.readTree(data.toString()));
            }
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.isEmpty()) {
                // An id alone is nobody's: what comes next has its own, or none.
                id = "";
            } else if (line.startsWith("id:")) {
                id = value;
                lastId = value;
            } else if (line.startsWith("event:")) {
                name = value;
            } else if (line.startsWith("data:")) {
                data.append(value);
            } else if (line.startsWith(":")) {
                comments.add(value);
            }
        }
        return null;
    }

    /** The next ones that count, as many as asked for, or all until the stream ends. */
    List<Event> counted(int most) {
        List<Event> found = new ArrayList<>();
        while (found.size() < most) {
            Event event = next();
            if (event == null) {
                return found;
            }
            if (!event.id().isEmpty()) {
                found.add(event);
            }
        }
        return found;
    }

    /** The id that comes before anything has happened; empty where none does before the server says that it is still there. */
    String beginning() {
        while (lastId.isEmpty() && next.hasNext()) {
            String line = next.next();
            if (line.startsWith("id:")) {
                lastId = line.substring(3).strip();
            } else if (line.startsWith(":") && line.contains("still here")) {
                return "";
            }
        }
        return lastId;
    }

    /** What a client comes back with. */
    String lastId() {
        return lastId;
    }

    List<String> comments() {
        return comments;
    }

    @Override
    public void close() {
        lines.close();
    }
}
