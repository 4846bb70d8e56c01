package io.steadfill.run.work;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;

/** This process among others, as an operator would look for it: host, process, and a random end that keeps
 * two processes with one number apart. */
public record NodeName(String name) {

    static NodeName ofProcess(RandomGenerator random) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown-host";
        }
        return new NodeName(
                host + ":" + ProcessHandle.current().pid() + ":" + Long.toString(random.nextLong(1L << 30), 36));
    }

    @Override
    public String toString() {
        return name;
    }
}
