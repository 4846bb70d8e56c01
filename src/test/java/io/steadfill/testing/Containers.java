package io.steadfill.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Servers in containers, where an engine answers and has an image; nothing is ever pulled. */
final class Containers {

    private Containers() {}

    static Optional<TestServer> start(Lane lane) {
        if (!engineMayBeThere()) {
            return Optional.empty();
        }
        try {
            return DockerClientFactory.instance().isDockerAvailable()
                    ? localImage(DockerClientFactory.lazyClient(), lane).map(image -> run(lane, image))
                    : Optional.empty();
        } catch (RuntimeException e) {
            // Such as an image that the library needs for itself and cannot pull.
            System.out.println("[test servers] NO CONTAINER for " + lane + ", whose engine answers: " + e.getMessage());
            return Optional.empty();
        }
    }

    // Asking the library for an engine costs seconds and pages of log where there is none.
    private static boolean engineMayBeThere() {
        return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    }

    private static Optional<String> localImage(DockerClient client, Lane lane) {
        return client.listImagesCmd().exec().stream()
                .map(Image::getRepoTags)
                .flatMap(tags -> tags == null ? Stream.empty() : Arrays.stream(tags))
                .filter(tag -> tag.startsWith(lane.imagePrefix()))
                .findFirst();
    }

    private static TestServer run(Lane lane, String image) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false)
                .withStartupTimeout(Duration.ofMinutes(2));
        String origin = "container of the local image " + image;
        return switch (lane.vendor()) {
            case POSTGRESQL -> {
                container
                        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                        .withExposedPorts(5432)
                        .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\s", 2))
                        .start();
                yield new TestServer(
                        "jdbc:postgresql://" + address(container, 5432) + "/postgres?user=postgres&sslmode=disable",
                        origin,
                        container);
            }
            case MYSQL, MARIADB -> {
                container
                        .withEnv("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")
                        .withEnv("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "yes")
                        .withCommand("--log-bin=binlog", "--binlog-format=ROW", "--server-id=1")
                        .withExposedPorts(3306)
                        .waitingFor(Wait.forLogMessage(".*ready for connections.*port: 3306.*\\s", 1))
                        .start();
                yield new TestServer(
                        "jdbc:mysql://" + address(container, 3306)
                                + "/?user=root&allowPublicKeyRetrieval=true&sslMode=DISABLED",
                        origin,
                        container);
            }
        };
    }

    private static String address(GenericContainer<?> container, int port) {
        return container.getHost() + ":" + container.getMappedPort(port);
    }
}
