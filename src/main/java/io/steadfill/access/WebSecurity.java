package io.steadfill.access;

import io.steadfill.control.Control;
import io.steadfill.problem.Problem;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import tools.jackson.databind.json.JsonMapper;

/** Who is let in by which door. Permissions on jobs are the desks' business; here it is only asked whether somebody is signed in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WebSecurity {

    static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    @Bean
    CurrentOperator currentOperator() {
        return () -> {
            if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn) {
                return signedIn.operator();
            }
            throw Problem.NOT_SIGNED_IN.says("sign in first");
        };
    }

    @Bean
    AuthenticationManager passwordSignIn(Control control, AccountStore accounts, Passwords passwords) {
        return new PasswordSignIn(control, accounts, passwords);
    }

    /** For machines: every request says itself who sends it. No cookie is read, so there is nothing that a foreign page could ride on. */
    @Bean
    @Order(1)
    SecurityFilterChain apiDoor(HttpSecurity http, AuthenticationManager passwords) throws Exception {
        ProblemAnswers answers = new ProblemAnswers(JsonMapper.shared());
        return headers(http)
                .securityMatcher("/api/**")
                .authenticationManager(passwords)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .httpBasic(basic -> basic.authenticationEntryPoint(answers))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** For people: a session that begins at the log-in page; every change carries a token that foreign pages do not know. */
    @Bean
    @Order(3)
    SecurityFilterChain consoleDoor(HttpSecurity http, AuthenticationManager passwords, AccountStore accounts)
            throws Exception {
        return headers(http)
                .authenticationManager(passwords)
                .addFilterBefore(new FreshAccount(accounts), AuthorizationFilter.class)
                .formLogin(
                        form -> form.loginPage("/login").defaultSuccessUrl("/").permitAll())
                .logout(logout -> logout.logoutUrl("/logout").logoutSuccessUrl("/login?left"))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.GET,
                                "/login",
                                "/assets/**",
                                "/actuator/health/liveness",
                                "/actuator/health/readiness")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    private static HttpSecurity headers(HttpSecurity http) throws Exception {
        return http.headers(
                headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny));
    }
}
