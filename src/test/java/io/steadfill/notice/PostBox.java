package io.steadfill.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks just enough SMTP to be given mails. */
final class PostBox implements AutoCloseable {

    final List<String> mails = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;

    PostBox() {
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "post-box");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException e) {
                // The client hung up, or the test is over.
                continue;
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        PrintWriter out = new PrintWriter(client.getOutputStream(), false, StandardCharsets.US_ASCII);
        say(out, "220 post box");
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String word = line.toUpperCase(Locale.ROOT);
            if (word.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            }
            if (word.equals("DATA")) {
                say(out, "354 go on");
                for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
                    mail.append(text).append('\n');
                }
                mails.add(mail.toString());
            } else if (word.startsWith("RCPT")) {
                mail.append(line).append('\n');
            }
            say(out, "250 fine");
        }
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
