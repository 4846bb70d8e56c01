package io.steadfill.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.access.Grant;
import io.steadfill.access.account.Account;
import io.steadfill.access.signin.Providers;
import io.steadfill.access.signin.SignedIn;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.Database;
import io.steadfill.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.web.servlet.FlashMap;

/** Sessions as two nodes keep them in one control database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionsContract {

    private static final String SECRET = "planted-and-not-to-be-found";
    private static final String TABLE = "steadfill_control_session";

    private final TestDatabase control;
    private final Sessions one;
    private final Sessions other;

    SessionsContract(TestDatabase control) {
        this.control = control;
        Database database = control.database();
        new ControlTables(new Control(() -> database)).init();
        one = node(database);
        other = node(database);
    }

    private static Sessions node(Database database) {
        Control control = new Control(() -> database);
        return new Sessions(
                control, new SessionContent(new KeptSignIn(Providers.withRoles(), control::now)), Duration.ofHours(8));
    }

    @BeforeEach
    void begin() {
        control.execute("delete from " + TABLE);
    }

    @Test
    void whatOneNodeKeepsAnotherFindsAndTheDatabaseCannotSay() {
        KeptSession session = one.createSession();
        session.setAttribute(SessionContent.WHO, ada());
        session.setAttribute(SessionContent.SAID, List.of(said(SECRET)));
        session.setAttribute(SessionContent.ASKED, asked());
        one.save(session);

        KeptSession found = other.findById(session.getId());

        assertThat(found).isNotNull();
        assertThat(found.<SecurityContext>getAttribute(SessionContent.WHO).getAuthentication())
                .isInstanceOfSatisfying(
                        SignedIn.class, who -> assertThat(who.getName()).isEqualTo("ada"));
        assertThat(found.<List<FlashMap>>getAttribute(SessionContent.SAID))
                .singleElement()
                .satisfies(flash -> {
                    assertThat(flash.equals(said(SECRET))).isTrue();
                    assertThat(flash.getExpirationTime()).isEqualTo(said(SECRET).getExpirationTime());
                });
        assertThat(found.<OAuth2AuthorizationRequest>getAttribute(SessionContent.ASKED))
                .usingRecursiveComparison()
                .isEqualTo(asked());
        assertThat(found.getCreationTime())
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));

        Map<String, Object> row = control.rows("select * from " + TABLE).get(0);
        String all = row + new String((byte[]) row.get("content"), StandardCharsets.ISO_8859_1);
        assertThat(all).doesNotContain(session.getId(), SECRET, "ada", "account");
    }

    @Test
    void whatCannotBeReadIsNoSession() {
        KeptSession session = kept();
        KeptSession another = kept();

        control.update(
                "update " + TABLE + " set content = ? where session_key = ?",
                control.value(
                        byte[].class,
                        "select content from " + TABLE + " where session_key = ?",
                        another.id().key()),
                session.id().key());
        assertThat(other.findById(session.getId())).as("another's content").isNull();
        assertThat(other.findById(another.getId())).isNotNull();

        byte[] later = another.id().seal("{}".getBytes(StandardCharsets.UTF_8));
        later[0] = 2;
        for (byte[] content : List.of(
                new byte[0],
                new byte[] {(byte) 0xac, (byte) 0xed, 0, 5},
                later,
                another.id().seal("no JSON".getBytes(StandardCharsets.UTF_8)),
                another.id().seal("[1]".getBytes(StandardCharsets.UTF_8)),
                another.id().seal("{\"who\": {\"account\": 7}}".getBytes(StandardCharsets.UTF_8)),
                another.id().seal("{\"who\": \"ada\"}".getBytes(StandardCharsets.UTF_8)))) {
            control.update(
                    "update " + TABLE + " set content = ? where session_key = ?",
                    content,
                    another.id().key());
            assertThat(other.findById(another.getId()))
                    .as(Arrays.toString(content))
                    .isNull();
        }
        for (String asked : new String[] {"", "' or 1 = 1 --", session.id().key()}) {
            assertThat(other.findById(asked)).isNull();
        }
    }

    @Test
    void anIdThatWasChangedOpensNothingAnyMore() {
        String before = kept().getId();
        KeptSession session = other.findById(before);

        String after = session.changeSessionId();
        other.save(session);

        assertThat(one.findById(before)).isNull();
        assertThat(one.findById(after)).isNotNull();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void ofTwoRequestsAtOnceNeitherUndoesTheOther() {
        String id = kept().getId();
        KeptSession here = one.findById(id);
        KeptSession there = other.findById(id);

        here.setAttribute(SessionContent.SAID, List.of(said("hello")));
        one.save(here);
        there.setAttribute(SessionContent.ASKED, asked());
        other.save(there);

        KeptSession both = one.findById(id);
        assertThat(both.getAttributeNames())
                .containsExactlyInAnyOrder(SessionContent.WHO, SessionContent.SAID, SessionContent.ASKED);
        both.removeAttribute(SessionContent.SAID);
        one.save(both);
        assertThat(other.findById(id).getAttributeNames())
                .containsExactlyInAnyOrder(SessionContent.WHO, SessionContent.ASKED);
    }

    @Test
    void whatASlowRequestStillSaysDoesNotBringBackWhoSignedOut() {
        String id = kept().getId();
        KeptSession slow = one.findById(id);

        other.deleteById(id);
        slow.setAttribute(SessionContent.SAID, List.of(said("too late")));
        slow.changeSessionId();
        one.save(slow);

        assertThat(rows()).isZero();
    }

    @Test
    void itLastsFromItsLastUseWhichIsNotedOnceAMinute() {
        KeptSession session = kept();
        Object used = used();

        other.save(other.findById(session.getId()));
        assertThat(used()).as("just noted").isEqualTo(used);

        String earlier = "current_timestamp(6) - interval '%s' second";
        control.execute("update " + TABLE + " set used_at = " + earlier.formatted("61") + ", expires_at = "
                + "current_timestamp(6) + interval '9' second");
        Instant before = used();
        other.save(other.findById(session.getId()));
        assertThat(used()).isAfter(before.plusSeconds(30));
        assertThat(control.count("select count(*) from " + TABLE
                        + " where expires_at > current_timestamp(6) + interval '28000' second"))
                .isEqualTo(1);

        control.execute("update " + TABLE + " set expires_at = " + earlier.formatted("1"));
        assertThat(other.findById(session.getId())).as("over").isNull();
    }

    @Test
    void aLogInAtAProviderIsOverAfterItsTimeHoweverMuchItIsUsed() {
        KeptSession session = one.createSession();
        Instant now =
                control.value(Timestamp.class, "select current_timestamp(6)").toInstant();
        session.setAttribute(SessionContent.WHO, grace(now.minus(Duration.ofHours(7))));
        one.save(session);
        assertThat(endsWithinSeconds(3605)).isTrue();

        control.execute("update " + TABLE + " set used_at = current_timestamp(6) - interval '61' second");
        other.save(other.findById(session.getId()));
        assertThat(endsWithinSeconds(3605)).as("used").isTrue();
        KeptSession found = other.findById(session.getId());
        found.setAttribute(SessionContent.SAID, List.of(said("hello")));
        found.setAttribute(SessionContent.WHO, found.getAttribute(SessionContent.WHO));
        found.changeSessionId();
        other.save(found);
        assertThat(endsWithinSeconds(3605)).as("written again").isTrue();
        assertThat(one.findById(found.getId())).isNotNull();

        KeptSession over = one.createSession();
        over.setAttribute(SessionContent.WHO, grace(now.minus(Duration.ofHours(8))));
        one.save(over);
        control.execute("update " + TABLE + " set expires_at = current_timestamp(6) + interval '3600' second");
        assertThat(other.findById(over.getId())).as("over").isNull();
        assertThat(other.findById(found.getId())).isNotNull();
    }

    private boolean endsWithinSeconds(int seconds) {
        return control.count("select count(*) from " + TABLE + " where expires_at > current_timestamp(6) + interval '"
                        + (seconds - 600) + "' second and expires_at < current_timestamp(6) + interval '" + seconds
                        + "' second")
                == 1;
    }

    private static SecurityContext grace(Instant since) {
        OAuth2AuthenticationToken login = new OAuth2AuthenticationToken(
                new DefaultOAuth2User(
                        AuthorityUtils.NO_AUTHORITIES, Map.of("preferred_username", "grace"), "preferred_username"),
                AuthorityUtils.NO_AUTHORITIES,
                "sso");
        login.setDetails(since);
        return new SecurityContextImpl(login);
    }

    @Test
    void strangersHaveNoRowOrNotForLong() {
        one.save(one.createSession());
        KeptSession odd = one.createSession();
        odd.removeAttribute("nothing like it");
        one.save(odd);
        assertThat(rows()).isZero();

        KeptSession session = one.createSession();
        session.setAttribute(SessionContent.ASKED, asked());
        one.save(session);

        assertThat(control.count("select count(*) from " + TABLE
                        + " where expires_at < current_timestamp(6) + interval '901' second"))
                .isEqualTo(1);
    }

    private long rows() {
        return control.count("select count(*) from " + TABLE);
    }

    private Instant used() {
        return control.value(Timestamp.class, "select used_at from " + TABLE).toInstant();
    }

    private KeptSession kept() {
        KeptSession session = one.createSession();
        session.setAttribute(SessionContent.WHO, ada());
        one.save(session);
        return session;
    }

    private static SecurityContext ada() {
        return new SecurityContextImpl(SignedIn.with(new Account(
                "ada", List.of(Grant.parse("admin")), true, false, ZoneOffset.UTC, 7, Instant.EPOCH, "test")));
    }

    private static FlashMap said(String sentence) {
        FlashMap flash = new FlashMap();
        flash.put("said", sentence);
        flash.setTargetRequestPath("/approvals");
        flash.addTargetRequestParam("q", "names");
        flash.setExpirationTime(1_800_000_000_000L);
        return flash;
    }

    private static OAuth2AuthorizationRequest asked() {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri("https://id.example.org/authorize")
                .clientId("steadfill")
                .redirectUri("https://steadfill.example.org/login/oauth2/code/sso")
                .scope("openid", "profile")
                .state("state-" + SECRET)
                .additionalParameters(Map.of("nonce", "hash"))
                .attributes(Map.<String, Object>of("registration_id", "sso", "code_verifier", SECRET))
                .authorizationRequestUri("https://id.example.org/authorize?state=" + SECRET)
                .build();
    }
}
