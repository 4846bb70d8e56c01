package io.steadfill.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that uses an embedded server: says its port, and closes it when told to by the end of its input. */
final class EmbeddedServerProcess {

    private final Process process;
    private final int port;

    private EmbeddedServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static EmbeddedServerProcess start(Path home) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedServerProcess.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new EmbeddedServerProcess(process, Integer.parseInt(output.readLine()));
    }

    int port() {
        return port;
    }

    void closeServerAndEnd() throws Exception {
        process.getOutputStream().close();
        process.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(Path.of(arguments[0]))) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // Waits for the end of the input.
            }
        }
    }
}
