package io.steadfill.api.request;

import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/** Refuses query names that a handler does not know, since a misspelt filter would silently show everything; and control characters. */
final class AddressCheck implements HandlerInterceptor {

    /** Other rooms' pages check their own. */
    private static final String ROOM = "io.steadfill.api";

    private final Map<HandlerMethod, List<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().startsWith(ROOM)
                && request.getQueryString() != null) {
            check(request, known.computeIfAbsent(method, AddressCheck::names));
        }
        return true;
    }

    private static void check(HttpServletRequest request, List<String> names) {
        UriComponentsBuilder.newInstance().query(request.getQueryString()).build().getQueryParams().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.REQUEST_INVALID
                            .with("parameter", name)
                            .with("known", names)
                            .says("this address has no parameter '" + name + "'; " + Nearest.cure(name, names));
                });
        for (String name : names) {
            String value = request.getParameter(name);
            if (value != null && value.chars().anyMatch(Character::isISOControl)) {
                throw Problem.REQUEST_INVALID
                        .with("parameter", name)
                        .says("'" + name + "' holds control characters: leave them out");
            }
        }
    }

    private static List<String> names(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(AddressCheck::name)
                .toList();
    }

    private static String name(MethodParameter parameter) {
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        return annotation != null && !annotation.value().isEmpty()
                ? annotation.value()
                : String.valueOf(parameter.getParameter().getName());
    }
}
