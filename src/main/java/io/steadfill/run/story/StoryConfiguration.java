package io.steadfill.run.story;

import io.steadfill.control.Control;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StoryConfiguration {

    @Bean
    RunEvents runEvents(Control control) {
        return new RunEvents(control);
    }

    @Bean
    PaceLog paceLog(Control control) {
        return new PaceLog(control);
    }

    @Bean
    WaitLog waitLog(Control control) {
        return new WaitLog(control);
    }
}
