package io.steadfill.notice;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** An HTTP server that keeps what is posted to it, and answers as the test says; 200 where it says nothing. */
final class Receiver implements AutoCloseable {

    record Post(
            String path,
            @Nullable String at,
            @Nullable String signature,
            @Nullable String delivery,
            String body) {

        /** What a receiver does to know who sent this. */
        boolean isSignedBy(String secret) {
            String expected =
                    "v1=" + Webhook.signature(secret.getBytes(StandardCharsets.UTF_8), String.valueOf(at), body);
            return expected.equals(signature);
        }
    }

    final List<Post> posts = new CopyOnWriteArrayList<>();
    final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final HttpServer server;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            posts.add(new Post(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst(Webhook.TIMESTAMP),
                    exchange.getRequestHeaders().getFirst(Webhook.SIGNATURE),
                    exchange.getRequestHeaders().getFirst(Webhook.DELIVERY),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Integer answer = answers.poll();
            int status = answer == null ? 200 : answer;
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", url("/elsewhere").toString());
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
