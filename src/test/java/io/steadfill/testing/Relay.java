package io.steadfill.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** One client's connection through a {@link FaultProxy}: a thread for each direction. */
final class Relay {

    private static final int BUFFER = 64 * 1024;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private volatile boolean answerLost;
    private volatile boolean answerHeld;

    Relay(FaultProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start(ClientProtocol protocol) {
        daemon("to server", () -> ended(() -> passToServer(protocol)));
        daemon("to client", () -> ended(this::passToClient));
    }

    /** Resets both sides, as when a machine or a firewall has forgotten the connection. */
    void reset() {
        reset(client);
        reset(server);
        proxy.ended(this);
    }

    static void reset(Socket socket) {
        try (socket) {
            // With no time to linger, closing sends a reset instead of a farewell.
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // The other side was faster.
            return;
        }
    }

    private void passToServer(ClientProtocol protocol) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER));
        OutputStream out = new BufferedOutputStream(server.getOutputStream(), BUFFER);
        boolean counts = false;
        while (true) {
            ClientProtocol.Message message = protocol.next(in);
            counts |= proxy.counts(message.bytes());
            TimeUnit.NANOSECONDS.sleep(proxy.latency().toNanos());
            proxy.awaitSound();
            CommitFault fault = null;
            if (message.commit()) {
                fault = proxy.commitSeen(counts);
                counts = false;
            }
            if (fault == CommitFault.DROP) {
                reset();
                proxy.broken();
                return;
            }
            if (fault == CommitFault.DELIVER_LATE) {
                out.flush();
                forgetClient();
                proxy.awaitDelivery();
                out.write(message.bytes());
                out.write(protocol.askForAnswer());
                out.flush();
                return;
            }
            if (fault == CommitFault.LOSE_ANSWER) {
                out.flush();
                answerLost = true;
            }
            if (fault == CommitFault.HOLD_ANSWER) {
                out.flush();
                answerHeld = true;
            }
            out.write(message.bytes());
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private void forgetClient() {
        answerLost = true;
        reset(client);
        proxy.broken();
    }

    private void passToClient() throws IOException, InterruptedException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            proxy.awaitSound();
            if (answerHeld) {
                proxy.broken();
                return;
            }
            if (answerLost) {
                // The server answers once it has carried the COMMIT out, in a single piece.
                reset();
                proxy.broken();
                return;
            }
            out.write(buffer, 0, read);
        }
        throw new EOFException("the server said farewell");
    }

    /** Whichever direction ends, and however it ends, the other ends likewise. */
    private void ended(Pump pump) throws InterruptedException {
        try {
            pump.run();
        } catch (EOFException e) {
            // Data on its way must not be thrown away by a reset, so this is a farewell.
            close();
        } catch (IOException e) {
            reset();
        }
    }

    private void close() {
        try (client;
                server) {
            proxy.ended(this);
        } catch (IOException e) {
            reset();
        }
    }

    static void daemon(String name, Pump pump) {
        Thread thread = new Thread(
                () -> {
                    try {
                        pump.run();
                    } catch (IOException e) {
                        // The proxy or the connection was closed.
                        return;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "fault proxy, " + name);
        thread.setDaemon(true);
        thread.start();
    }

    interface Pump {
        void run() throws IOException, InterruptedException;
    }
}
