package io.steadfill.access.web;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.IdentityProviders;
import io.steadfill.access.account.AccountStore;
import io.steadfill.access.signin.BearerSignIn;
import io.steadfill.access.signin.ConsoleSignIn;
import io.steadfill.access.signin.ContextOperator;
import io.steadfill.access.signin.PasswordSignIn;
import io.steadfill.audit.AuditTrail;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import tools.jackson.databind.json.JsonMapper;

/** Who is let in by which door. Permissions on jobs are the desks' business; here it is only asked whether somebody is signed in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WebSecurity {

    static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private final ProblemAnswers answers = new ProblemAnswers(JsonMapper.shared());

    /** Before all other filters, so that what they write down has it. */
    @Bean
    IdentityProviders identityProviders(ObjectProvider<ClientRegistrationRepository> registrations) {
        List<String> names = new ArrayList<>();
        if (registrations.getIfAvailable() instanceof Iterable<?> all) {
            for (Object one : all) {
                if (one instanceof ClientRegistration registration) {
                    names.add(registration.getRegistrationId());
                }
            }
        }
        return new IdentityProviders(names);
    }

    @Bean
    RequestWords requestWords() {
        return new RequestWords();
    }

    /** Around all that asks the control database. */
    @Bean
    WhileAway whileAway() {
        return new WhileAway();
    }

    /** Files that are the same for everybody: nobody is asked who he is. */
    @Bean
    @Order(0)
    SecurityFilterChain assets(HttpSecurity http) throws Exception {
        return headers(http.securityMatcher("/assets/**"))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** For machines: every request says itself who sends it. No cookie is read, so there is nothing that a foreign page could ride on. */
    @Bean
    @Order(1)
    SecurityFilterChain apiDoor(HttpSecurity http, PasswordSignIn passwords, BearerSignIn bearers) throws Exception {
        return machines(http.securityMatcher("/api/**"), passwords, bearers)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** For probes and Prometheus; figures of all jobs are for viewers of all jobs, or for whom the network lets to a port of their own. */
    @Bean
    @Order(2)
    SecurityFilterChain actuatorDoor(
            HttpSecurity http,
            PasswordSignIn passwords,
            BearerSignIn bearers,
            CurrentOperator who,
            Environment environment)
            throws Exception {
        OwnPort ownPort = new OwnPort(environment);
        return machines(http.securityMatcher("/actuator/**"), passwords, bearers)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET, "/actuator/health/liveness", "/actuator/health/readiness")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/actuator/prometheus")
                        .access((signedIn, context) -> ownPort.isOf(context.getRequest())
                                ? OwnPort.OPEN
                                : ContextOperator.isViewer(signedIn.get(), who))
                        .anyRequest()
                        .access((signedIn, context) -> ContextOperator.isViewer(signedIn.get(), who)))
                .build();
    }

    /** For people: a session that begins at the log-in page; every change carries a token that foreign pages do not know. */
    @Bean
    @Order(3)
    SecurityFilterChain consoleDoor(
            HttpSecurity http,
            PasswordSignIn passwords,
            AccountStore accounts,
            AuditTrail audit,
            CurrentOperator who,
            ObjectProvider<ClientRegistrationRepository> providers)
            throws Exception {
        CookieRequestCache wanted = wanted();
        LogInAnswers logIn = new LogInAnswers(audit, who, wanted);
        AuthenticationManager people = passwords;
        if (providers.getIfAvailable() != null) {
            http.oauth2Login(
                    login -> login.loginPage("/login").successHandler(logIn).failureHandler(logIn));
            people = new ConsoleSignIn(passwords);
        }
        return headers(http)
                .authenticationManager(people)
                .csrf(csrf -> csrf.csrfTokenRepository(new FormTokens()))
                .requestCache(cache -> cache.requestCache(wanted))
                .addFilterBefore(new FreshAccount(accounts), AuthorizationFilter.class)
                .formLogin(
                        form -> form.loginPage("/login").successHandler(logIn).failureHandler(logIn))
                .logout(logout ->
                        logout.logoutUrl("/logout").addLogoutHandler(logIn).logoutSuccessUrl("/login?left"))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(logIn))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        // What a refusal means is told also to those who were refused at the door.
                        .requestMatchers(HttpMethod.GET, "/login", "/problems", "/problems/*")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** The page that a stranger asked for, in his own cookie: he has no session before he is signed in. */
    private static CookieRequestCache wanted() {
        CookieRequestCache wanted = new CookieRequestCache();
        wanted.setRequestMatcher(request -> request.getMethod().equals("GET")
                && request.getHeader("HX-Request") == null
                && String.valueOf(request.getHeader("Accept")).contains("text/html"));
        wanted.setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
        return wanted;
    }

    private HttpSecurity machines(HttpSecurity http, PasswordSignIn passwords, BearerSignIn bearers) throws Exception {
        return headers(http)
                .authenticationManager(passwords)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .httpBasic(basic -> basic.authenticationEntryPoint(answers))
                .oauth2ResourceServer(tokens -> tokens.authenticationManagerResolver(request -> bearers)
                        .authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(answers).accessDeniedHandler(answers));
    }

    private static HttpSecurity headers(HttpSecurity http) throws Exception {
        return http.headers(
                headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny));
    }
}
