package io.steadfill.access.session;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a session is kept, as JSON that any release can read: who signed in, a log-in at an identity provider that is under way, what the next page
 * is to say. Nothing else: no object of this process is stored, so that none is made of what is read.
 */
final class SessionContent {

    private static final Logger LOG = LoggerFactory.getLogger(SessionContent.class);

    static final String WHO = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;
    static final String ASKED =
            HttpSessionOAuth2AuthorizationRequestRepository.class.getName() + ".AUTHORIZATION_REQUEST";
    static final String SAID = SessionFlashMapManager.class.getName() + ".FLASH_MAPS";

    /** A sentence for whatever page comes next. */
    private static final String ANYWHERE = "";

    private static final TypeReference<Map<String, Object>> WORDS = new TypeReference<>() {};

    /**
     * How an attribute is kept.
     *
     * @param word its name in JSON
     */
    private record Rule(String word, Function<Object, Object> write, Function<Object, Object> read) {}

    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, Rule> rules;
    private final KeptSignIn signIns;

    SessionContent(KeptSignIn signIns) {
        this.signIns = signIns;
        rules = Map.of(
                WHO,
                new Rule(
                        "who",
                        context -> signIns.words(((SecurityContext) context).getAuthentication()),
                        words -> new SecurityContextImpl(signIns.read(map(words)))),
                ASKED,
                new Rule("asked", SessionContent::asked, words -> asked(map(words))),
                SAID,
                new Rule("said", SessionContent::said, SessionContent::readSaid));
    }

    byte[] write(Map<String, Object> words) {
        return json.writeValueAsBytes(words);
    }

    Map<String, Object> read(byte[] content) {
        return json.readValue(content, WORDS);
    }

    /** Whether somebody signed in: a session before that is soon over. */
    boolean isSignedIn(Map<String, Object> words) {
        return words.containsKey("who");
    }

    /** When whoever signed in has to do so again, however much the session is used; null where it lasts as long as it is used. */
    @Nullable
    Instant end(Map<String, Object> words) {
        return isSignedIn(words) ? signIns.end(map(words.get("who"))) : null;
    }

    /** The words with what a request changed; what another release added stays. */
    Map<String, Object> changed(Map<String, Object> words, Map<String, @Nullable Object> changes) {
        Map<String, Object> now = new HashMap<>(words);
        changes.forEach((name, value) -> {
            Rule rule = rules.get(name);
            if (rule == null) {
                LOG.warn("{} is not among what a session keeps: it ends with its request", name);
            } else if (value == null) {
                now.remove(rule.word());
            } else {
                now.put(rule.word(), rule.write().apply(value));
            }
        });
        return now;
    }

    /** @throws RuntimeException of any kind when another release meant something else by the same words */
    Map<String, Object> attributes(Map<String, Object> words) {
        Map<String, Object> attributes = new HashMap<>();
        rules.forEach((name, rule) -> {
            Object word = words.get(rule.word());
            if (word != null) {
                attributes.put(name, rule.read().apply(word));
            }
        });
        return attributes;
    }

    private static Object asked(Object value) {
        OAuth2AuthorizationRequest asked = (OAuth2AuthorizationRequest) value;
        return Map.of(
                "at", asked.getAuthorizationUri(),
                "client", asked.getClientId(),
                "back", String.valueOf(asked.getRedirectUri()),
                "scopes", asked.getScopes(),
                "state", String.valueOf(asked.getState()),
                "parameters", asked.getAdditionalParameters(),
                "attributes", asked.getAttributes(),
                "whole", asked.getAuthorizationRequestUri());
    }

    private static Object asked(Map<String, Object> words) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(text(words.get("at")))
                .clientId(text(words.get("client")))
                .redirectUri(text(words.get("back")))
                .scopes(Set.copyOf(texts(words.get("scopes"))))
                .state(text(words.get("state")))
                .additionalParameters(map(words.get("parameters")))
                .attributes(map(words.get("attributes")))
                .authorizationRequestUri(text(words.get("whole")))
                .build();
    }

    private static Object said(Object value) {
        return ((List<?>) value)
                .stream()
                        .map(FlashMap.class::cast)
                        .map(flash -> Map.of(
                                "path", Objects.requireNonNullElse(flash.getTargetRequestPath(), ANYWHERE),
                                "parameters", flash.getTargetRequestParams(),
                                "until", flash.getExpirationTime(),
                                "says", flash))
                        .toList();
    }

    private static Object readSaid(Object words) {
        // Spring takes those out of the list that have been said.
        return new CopyOnWriteArrayList<>(
                ((List<?>) words).stream().map(word -> flash(map(word))).toList());
    }

    private static FlashMap flash(Map<String, Object> words) {
        FlashMap flash = new FlashMap();
        flash.putAll(map(words.get("says")));
        String path = text(words.get("path"));
        flash.setTargetRequestPath(path.equals(ANYWHERE) ? null : path);
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        for (Entry<String, Object> parameter : map(words.get("parameters")).entrySet()) {
            parameters.put(parameter.getKey(), texts(parameter.getValue()));
        }
        flash.addTargetRequestParams(parameters);
        flash.setExpirationTime(words.get("until") instanceof Number until ? until.longValue() : 0);
        return flash;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object words) {
        if (words instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("not what this release writes");
    }

    private static List<String> texts(@Nullable Object words) {
        return ((List<?>) Objects.requireNonNull(words))
                .stream().map(SessionContent::text).toList();
    }

    private static String text(@Nullable Object word) {
        if (word instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("not what this release writes");
    }
}
