package io.steadfill.run.story;

import io.steadfill.control.Control;
import io.steadfill.transform.Transforms;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StoryConfiguration {

    @Bean
    RunEvents runEvents(Control control) {
        return new RunEvents(control);
    }

    @Bean
    ComputedBy computedBy(Control control, Transforms transforms) {
        return new ComputedBy(control, transforms);
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
