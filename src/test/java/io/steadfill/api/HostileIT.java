package io.steadfill.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi.Answered;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.TestDatabase;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Hostile input at every address that there is, found by asking the application: refused by a problem, and nothing is changed by it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileIT {

    /** What moves by itself: heartbeats, what is due, and the minutes of runs before, which are written a little later. */
    private static final Set<String> RESTLESS = Set.of(
            "steadfill_control_node",
            "steadfill_control_pace",
            "steadfill_control_wait",
            "steadfill_control_run_task",
            "steadfill_control_part_task",
            "steadfill_control_run_node",
            "steadfill_control_audit",
            "steadfill_control_audit_head");

    private static final List<String> NAMES = List.of(
            "' or 1=1 --",
            "x'; drop table item; --",
            "../../../etc/passwd",
            "..%2f..%2fetc%2fpasswd",
            "%00",
            "nul\u0000",
            "<script>alert(1)</script>",
            "${jndi:ldap://127.0.0.1/x}",
            "\ud83d\ude48",
            "..;",
            "*",
            "x".repeat(3_000));

    private static final List<String> VALUES = List.of(
            "many", "-1", "0.5", "99999999999999999999", "' or 1=1 --", "nul\u0000", "true; drop table item", "[]");

    private record Address(String method, String pattern, HandlerMethod handler) {

        List<MethodParameter> parameters(Class<? extends Annotation> with) {
            return Arrays.stream(handler.getMethodParameters())
                    .filter(parameter -> parameter.hasParameterAnnotation(with))
                    .toList();
        }

        boolean isRead() {
            return method.equals("GET");
        }

        boolean isStream() {
            return pattern.endsWith("/events");
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    @TempDir
    private static Path folder;

    private static ServedApi api;
    /** Something real for each variable of a path, so that a hostile body meets what could be changed. */
    private static Map<String, String> real;

    private static List<Address> addresses;

    @BeforeAll
    static void serve() {
        api = new ServedApi(folder, Map.of("steadfill.approval.required-for", "delete"));
        api.person("pat", true, "approver", "viewer");
        api.write("jobs/emptied/job.yaml", emptied("id < 3"));
        addresses = addresses();
        String run = api.awaitState(api.launch("names"), "COMPLETED");
        String waiting = api.launch("emptied");
        String approval = approvalOf(waiting);
        real = Map.of("run", run, "waiting", waiting, "approval", approval);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String emptied(String where) {
        return "job: emptied\ndatabase: shop\ntable: item\ndelete: true\nwhere: " + where + "\n";
    }

    private static String approvalOf(String run) {
        return api.control.value(
                String.class, "select approval_id from steadfill_control_approval where run_id = ?", run);
    }

    private static List<Address> addresses() {
        List<Address> all = new ArrayList<>();
        api.context
                .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(handlers -> handlers.getHandlerMethods()
                        .forEach((info, handler) -> info.getPatternValues().stream()
                                .filter(pattern -> pattern.startsWith("/api/"))
                                .filter(pattern ->
                                        handler.getBeanType().getName().startsWith("io.steadfill."))
                                .forEach(pattern -> info.getMethodsCondition()
                                        .getMethods()
                                        .forEach(method -> all.add(new Address(method.name(), pattern, handler))))));
        return all;
    }

    /** An address whose variable has no real value here fails: name one, so that it is tried too. */
    private static String path(Address address) {
        Matcher variables = Pattern.compile("\\{([^}]*)}").matcher(address.pattern());
        StringBuilder path = new StringBuilder();
        while (variables.find()) {
            variables.appendReplacement(path, realFor(address, variables.group(1)));
        }
        variables.appendTail(path);
        return path.toString();
    }

    private static String realFor(Address address, String variable) {
        String noun = address.pattern().split("/")[3];
        return switch (noun + " " + variable) {
            case "runs id" -> real.get("run");
            case "jobs name", "schedules job", "standing-approvals job" -> "names";
            case "approvals id" -> real.get("approval");
            case "databases name" -> "shop";
            case "stops id" -> "s-none";
            case "runs verification" -> "v-none";
            default -> throw new AssertionError(address + ": name something real for {" + variable + "} here");
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    @Order(1)
    void nothingHostileIsDoneNorBreaksAnything() {
        assertThat(addresses).as("addresses").hasSizeGreaterThan(35);
        Map<String, String> before = quiet();
        long words = api.control.count("select count(*) from steadfill_control_audit");

        addresses.parallelStream().forEach(address -> {
            hostileNames(address);
            hostileQueries(address);
            hostileBodies(address);
            hostileHeaders(address);
        });

        assertThat(changed(before)).isEmpty();
        assertThat(api.control.count("select count(*) from steadfill_control_audit"))
                .isEqualTo(words);
    }

    private static void hostileNames(Address address) {
        if (!address.pattern().contains("{")) {
            return;
        }
        for (String name : NAMES) {
            for (String one : new TreeSet<>(List.of(name, encoded(name)))) {
                String path = address.pattern().replaceAll("\\{[^}]*}", Matcher.quoteReplacement(one));
                if (path.chars().allMatch(c -> c > ' ' && c < 127 && "<>\"{}|\\^`'$;".indexOf(c) < 0)
                        && !path.matches(".*%(?![0-9a-fA-F]{2}).*")) {
                    Answered refused = api.send("ada", address.method(), path, address.isRead() ? null : "{}");
                    refused(address + " at " + path, refused, 400, 404, 414, 428);
                }
            }
        }
    }

    private static void hostileQueries(Address address) {
        String path = path(address);
        refused(
                address + " unknown parameter",
                api.send("ada", address.method(), path + "?no-such-name=1", address.isRead() ? null : "{}"),
                400);
        for (MethodParameter parameter : address.parameters(RequestParam.class)) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            for (String value : VALUES) {
                Answered answer = api.send(
                        "ada",
                        address.method(),
                        path + "?" + annotation.value() + annotation.name() + "=" + encoded(value),
                        address.isRead() ? null : "{}");
                String what = address + " with " + annotation.name() + " " + value;
                if (answer.status() == 200 && address.isRead() && parameter.getParameterType() == String.class) {
                    // A filter that fits nothing.
                    assertThat(answer.http().body()).as(what).doesNotContain(real.get("run"));
                } else if (answer.status() == 200 && address.isRead()) {
                    assertThat(value).as(what).isIn("-1", "99999999999999999999");
                } else {
                    refused(what, answer, 400);
                }
            }
        }
    }

    private static void hostileBodies(Address address) {
        if (address.isRead()) {
            return;
        }
        boolean takesBody = !address.parameters(RequestBody.class).isEmpty();
        for (String body : takesBody ? bodies(address) : List.<String>of()) {
            refused(
                    address + " with body " + body.substring(0, Math.min(60, body.length())),
                    api.send("ada", address.method(), path(address), body, "If-Match", "\"stale\""),
                    400,
                    409,
                    412);
        }
        String huge = "{\"why\": \"" + "9".repeat(300_000) + "\"}";
        refused(address + " huge", api.send("ada", address.method(), path(address), huge), 413);
        if (takesBody) {
            for (String type : List.of(
                    "text/plain",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "nonsense")) {
                refused(
                        address + " as " + type,
                        api.send("ada", address.method(), path(address), "why=1", "Content-Type", type),
                        400,
                        415,
                        428);
            }
        }
    }

    private static List<String> bodies(Address address) {
        List<String> bodies = new ArrayList<>(List.of(
                "{bad",
                "[]",
                "1",
                "\"text\"",
                "{\"no-such-name\": 1}",
                "{\"why\": \"a\", \"why\": \"b\"}",
                "{} {}",
                "[".repeat(30_000),
                "{\"a\":".repeat(10_000),
                "{\"why\": " + "[".repeat(2_000) + "]".repeat(2_000) + "}",
                "\u0000"));
        Class<?> type = address.parameters(RequestBody.class).get(0).getParameterType();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                Stream.of("[1]", "{\"x\": {}}", "{\"x\": 1e999999999}", "1e999999999", wrong(component.getType()))
                        .forEach(value -> bodies.add("{\"" + component.getName() + "\": " + value + "}"));
            }
        } else {
            bodies.addAll(List.of(
                    "{\"chunk-time\": {}}",
                    "{\"chunk-time\": \"' or 1=1\"}",
                    "{\"duty\": -5}",
                    "{\"duty\": 1e999999999}",
                    "{}"));
        }
        return bodies;
    }

    private static String wrong(Class<?> type) {
        return type == String.class ? "7" : "\"yes; drop table item\"";
    }

    private static void hostileHeaders(Address address) {
        List<String> taken = address.parameters(RequestHeader.class).stream()
                .map(parameter ->
                        parameter.getParameterAnnotation(RequestHeader.class).name())
                .toList();
        if (taken.contains("If-Match")) {
            refused(
                    address + " If-Match",
                    api.send("ada", address.method(), path(address), "{}", "If-Match", "\"a\", \"b\""),
                    400);
        }
        if (taken.contains("Last-Event-ID")) {
            refused(address + " Last-Event-ID", api.get(path(address), "Last-Event-ID", "' or 1=1"), 400);
        }
        if (address.isRead()) {
            refused(address + " Accept", api.get(path(address), "Accept", "image/png"), 404, 406);
        }
        for (String method : List.of("PUT", "TRACE")) {
            refused(address + " by " + method, api.send("ada", method, path(address), null), 400, 405);
        }
    }

    @Test
    @Order(2)
    void addressesFullOfTricksLeadNowhere() {
        for (String path : List.of(
                "/api/v1/../../etc/passwd",
                "/api/v1/%2e%2e/%2e%2e/etc/passwd",
                "/api//v1/jobs",
                "/api/v1/jobs/..%2fnames",
                "/api/v1/jobs/names%00",
                "/api/v1/jobs/%ff",
                "/api/v1;x=y/jobs",
                "/api/v1/jobs/names/",
                "/api/v1/openapi/../runs",
                "/api/v1/" + "x".repeat(6_000))) {
            refused(path, api.get(path), 400, 404, 414);
        }
    }

    @Test
    @Order(3)
    void anApprovalIsGivenOnceAndToNothingElseThanWasSeen() {
        String first = real.get("approval");
        String seen = api.get("/api/v1/approvals/" + first).text("approval", "hash");
        refused("one's own", api.post("/api/v1/approvals/" + first + "/actions/approve", "{}"), 403);

        // Edited between the look and the yes: another run, another hash.
        api.post("/api/v1/runs/" + real.get("waiting") + "/actions/cancel", null, "If-Match", "*");
        api.awaitState(real.get("waiting"), "CANCELLED");
        api.write("jobs/emptied/job.yaml", emptied("id < 200"));
        String run = api.launch("emptied");
        String second = approvalOf(run);
        long rows = api.target.count("select count(*) from item");
        refused("withdrawn", approve(first, seen), 409);
        refused("another hash", approve(second, seen), 409, 412);
        refused("no hash at all", approve(second, "' or 1=1 --"), 409, 412);
        assertThat(api.target.count("select count(*) from item")).isEqualTo(rows);
        assertThat(api.get("/api/v1/runs/" + run).text("state")).isEqualTo("WAITING");

        String now = api.get("/api/v1/approvals/" + second).text("approval", "hash");
        List<Integer> answers =
                Stream.generate(() -> Beside.supply(() -> approve(second, now))).limit(4).toList().stream()
                        .map(answer -> answer.join().status())
                        .sorted()
                        .toList();
        assertThat(answers.get(0)).as("%s", answers).isEqualTo(200);
        assertThat(answers.subList(1, 4)).as("replays").containsOnly(409);
        api.awaitState(run, "COMPLETED");
        refused("after it was used", approve(second, now), 409);
        assertThat(api.target.count("select count(*) from item")).isEqualTo(rows - 199);
    }

    private static Answered approve(String approval, String hash) {
        return api.send(
                "pat", "POST", "/api/v1/approvals/" + approval + "/actions/approve", "{\"hash\": \"" + hash + "\"}");
    }

    /** The last: an address from which many foreign tokens come is not listened to for a while. */
    @Test
    @Order(4)
    void foreignTokensOpenNothing() {
        Map<String, String> before = quiet();
        addresses.parallelStream().forEach(address -> {
            refused(
                    address + " without a word",
                    api.send(null, address.method(), path(address), address.isRead() ? null : "{}"),
                    401);
            for (String token : List.of("Bearer eyJhbGciOiJub25lIn0.e30.", "Basic !!!")) {
                refused(
                        address + " by " + token,
                        api.send(null, address.method(), path(address), null, "Authorization", token),
                        400,
                        401,
                        429);
            }
        });
        assertThat(changed(before)).isEmpty();
    }

    private static void refused(String what, Answered answer, Integer... statuses) {
        assertThat(answer.status()).as("%s: %s", what, answer.http().body()).isIn((Object[]) statuses);
        assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
        assertThat(answer.text("type")).as(what).startsWith("/problems/");
        assertThat(answer.text("detail")).as(what).isNotEmpty();
        assertThat(answer.http().body()).as(what).doesNotContain("io.steadfill", "org.springframework", "\tat ");
    }

    /** Once the runs before have left nothing to be written down. */
    private static Map<String, String> quiet() {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>(digests());
        Await.until("everything to be written", () -> seen.get().equals(seen.updateAndGet(before -> later())));
        return seen.get();
    }

    private static Map<String, String> later() {
        LockSupport.parkNanos(1_000_000_000);
        return digests();
    }

    private static List<String> changed(Map<String, String> before) {
        Map<String, String> now = digests();
        return before.keySet().stream()
                .filter(table -> !before.get(table).equals(now.get(table)))
                .map(table -> table + ": " + before.get(table) + ", then " + now.get(table))
                .toList();
    }

    /** Every table of control and target, as a hash of all its rows. */
    private static Map<String, String> digests() {
        Map<String, String> all = new TreeMap<>();
        for (TestDatabase database : List.of(api.control, api.target)) {
            Map<String, String> digests = new LinkedHashMap<>();
            database
                    .column(
                            String.class,
                            "select table_schema || '.' || table_name from information_schema.tables where table_type ="
                                    + " 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')")
                    .stream()
                    .filter(table -> !RESTLESS.contains(table.substring(table.indexOf('.') + 1)))
                    .forEach(table -> digests.put(
                            database.name() + " " + table,
                            database.value(
                                    String.class,
                                    "select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, '|' order by"
                                            + " t::text)), '') from " + table + " t")));
            all.putAll(digests);
        }
        return all;
    }
}
