package io.steadfill.notice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages. A receiver that knows the secret computes HMAC-SHA-256 over the timestamp's header, a point and the body, and so knows who
 * sent it and that it is not an old one again.
 */
final class Webhook {

    static final String TIMESTAMP = "Steadfill-Timestamp";
    static final String SIGNATURE = "Steadfill-Signature";
    static final String DELIVERY = "Steadfill-Delivery";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ALGORITHM = "HmacSHA256";

    private final Clock clock;
    private final HttpClient client;

    Webhook(Clock clock) {
        this.clock = clock;
        // A redirect could lead a signed message to an address that nobody configured.
        this.client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Returns why it was not taken; null when it was. */
    @Nullable
    String post(URI url, @Nullable Path secretFile, String id, String body) {
        String at = String.valueOf(clock.instant().getEpochSecond());
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .header(TIMESTAMP, at)
                    .header(DELIVERY, id)
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (secretFile != null) {
                request.header(SIGNATURE, "v1=" + signature(secret(secretFile), at, body));
            }
            int status = answer(client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()));
            return status / 100 == 2 ? null : "answered " + status;
        } catch (ExecutionException e) {
            return says(Objects.requireNonNullElse(e.getCause(), e));
        } catch (IOException e) {
            return says(e);
        } catch (TimeoutException e) {
            return "did not finish its answer within " + PATIENCE.toSeconds() + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** A request's own timeout ends with the headers: a receiver that never finishes the body would keep us for ever. */
    private static int answer(CompletableFuture<HttpResponse<Void>> sent)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } finally {
            sent.cancel(true);
        }
    }

    private static String says(Throwable failure) {
        return failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
    }

    static String signature(byte[] secret, String at, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] secret(Path file) throws IOException {
        byte[] secret = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        if (secret.length == 0) {
            throw new IOException("the secret file " + file + " is empty");
        }
        return secret;
    }
}
