package io.steadfill.notice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes connections, says its first words to each, and then nothing more. */
final class Staller implements AutoCloseable {

    /** Of a web server that takes the message and never finishes its answer. */
    static final String WEB = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";

    final List<Socket> taken = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final String says;

    Staller(String says) {
        this.says = says;
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "staller");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/hook");
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                taken.add(client);
                client.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
            } catch (IOException e) {
                // The client hung up, or the test is over.
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : taken) {
            client.close();
        }
    }
}
