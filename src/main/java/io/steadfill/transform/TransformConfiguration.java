package io.steadfill.transform;

import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Steadfill's own transforms as beans, beside which a user's are found. */
@Configuration(proxyBeanMethods = false)
class TransformConfiguration {

    @Bean
    Transform e164Transform() {
        return new E164();
    }

    @Bean
    Transform eMailTransform() {
        return new EMail();
    }

    @Bean
    Transform trimTransform() {
        return new Trim();
    }

    @Bean
    Transform caseTransform() {
        return new LetterCase();
    }

    @Bean
    Transform whitespaceTransform() {
        return new Whitespace();
    }

    @Bean
    Transform unicodeTransform() {
        return new UnicodeForm();
    }

    @Bean
    Transform lookupTransform() {
        return new Lookup();
    }

    @Bean
    Transforms transforms(List<Transform> transforms, @Value("${steadfill.jobs:jobs}") Path jobs) {
        return new Transforms(transforms).withJobs(jobs);
    }
}
