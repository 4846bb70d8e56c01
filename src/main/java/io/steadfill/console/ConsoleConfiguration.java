package io.steadfill.console;

import io.steadfill.problem.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the pages' style, icons and scripts are. All come from the jar: a strict policy lets nothing else in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ConsoleConfiguration implements WebMvcConfigurer {

    /** Refuses what no field can hold and no database keeps. Whoever is not signed in is shown no page that would take it. */
    private static final class PlainText implements HandlerInterceptor {

        private static final String ROOM = "io.steadfill.console";

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (handler instanceof HandlerMethod method
                    && method.getBeanType().getPackageName().startsWith(ROOM)
                    && request.getDispatcherType() == DispatcherType.REQUEST
                    && request.getUserPrincipal() != null) {
                request.getParameterMap().forEach(PlainText::check);
            }
            return true;
        }

        private static void check(String name, String[] values) {
            for (String value : values) {
                if (value.chars().anyMatch(c -> Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0)) {
                    throw Problem.REQUEST_INVALID
                            .with("parameter", name)
                            .says("'" + name + "' holds control characters: leave them out");
                }
            }
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PlainText());
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
    }
}
