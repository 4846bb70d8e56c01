package io.steadfill.api.answer;

import io.steadfill.control.Control;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class AnswerConfiguration {

    @Bean
    Idempotency idempotency(Control control, JsonMapper json) {
        return new Idempotency(control, json);
    }
}
