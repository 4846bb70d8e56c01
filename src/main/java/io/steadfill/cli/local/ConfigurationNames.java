package io.steadfill.cli.local;

import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Refuses a name under {@code steadfill} in a configuration file that nothing reads: a limit that is misspelt is a limit that is not there.
 * The names are those of the records that are bound, found by their file's name, {@code *Properties}.
 */
final class ConfigurationNames {

    private static final String ROOT = "steadfill";
    private static final String ANY = "*";
    /** Read one by one, where they are used. */
    private static final List<String> SINGLE = List.of(
            "steadfill.jobs",
            "steadfill.fail-point",
            "steadfill.log.ours",
            "steadfill.log.others",
            "steadfill.log.batch");

    private final TreeSet<String> known = new TreeSet<>(SINGLE);

    ConfigurationNames() {
        bound().forEach(this::learn);
    }

    /** @throws io.steadfill.problem.ProblemException CONFIGURATION_INVALID with every name that nothing reads, each with its place */
    void check(ConfigurableEnvironment environment) {
        List<String> complaints = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof OriginTrackedMapPropertySource file) {
                for (String name : file.getPropertyNames()) {
                    if (name.startsWith(ROOT + ".") && !isKnown(name)) {
                        complaints.add(place(file, name) + name + " is not known; " + Nearest.cure(name, shown()));
                    }
                }
            }
        }
        if (!complaints.isEmpty()) {
            throw Problem.CONFIGURATION_INVALID.with("errors", complaints).says(String.join("; ", complaints));
        }
    }

    private static String place(OriginTrackedMapPropertySource file, String name) {
        Origin origin = OriginLookup.getOrigin(file, name);
        return origin == null ? "" : origin + ": ";
    }

    private boolean isKnown(String name) {
        String plain = plain(name);
        return known.stream().anyMatch(pattern -> matches(plain, pattern));
    }

    private static boolean matches(String name, String pattern) {
        String[] names = name.split("\\.", -1);
        String[] patterns = pattern.split("\\.", -1);
        if (names.length != patterns.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!patterns[i].equals(ANY) && !plain(patterns[i]).equals(names[i])) {
                return false;
            }
        }
        return true;
    }

    /** Without what makes no difference: an index, dashes, case. */
    private static String plain(String name) {
        ConfigurationPropertyName adapted = ConfigurationPropertyName.adapt(name, '.');
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < adapted.getNumberOfElements(); i++) {
            if (!adapted.isNumericIndex(i)) {
                parts.add(adapted.getElement(i, ConfigurationPropertyName.Form.UNIFORM));
            }
        }
        return String.join(".", parts);
    }

    private List<String> shown() {
        return known.stream()
                .filter(name -> !name.startsWith("steadfill.log.") && !name.equals("steadfill.fail-point"))
                .map(name -> name.replace(ANY, "NAME"))
                .toList();
    }

    private void learn(Class<?> type) {
        learn(type.getAnnotation(ConfigurationProperties.class).value(), type);
    }

    private void learn(String prefix, Type type) {
        Type[] arguments = type instanceof ParameterizedType generic ? generic.getActualTypeArguments() : new Type[0];
        Class<?> raw = raw(type);
        if (raw != null && Map.class.isAssignableFrom(raw)) {
            learn(prefix + "." + ANY, arguments[1]);
        } else if (raw != null && Collection.class.isAssignableFrom(raw)) {
            known.add(prefix);
            learn(prefix, arguments[0]);
        } else if (raw != null && raw.isRecord() && raw.getName().startsWith("io.steadfill.")) {
            for (RecordComponent part : raw.getRecordComponents()) {
                learn(prefix + "." + dashed(part.getName()), part.getGenericType());
            }
        } else {
            known.add(prefix);
        }
    }

    private static @Nullable Class<?> raw(Type type) {
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return type instanceof Class<?> simple ? simple : null;
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<Class<?>> bound() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:io/steadfill/**/*Properties.class");
            List<Class<?>> types = new ArrayList<>();
            for (Resource file : files) {
                String path = file.getURL().getPath();
                String name = path.substring(path.lastIndexOf("io/steadfill/"), path.length() - ".class".length());
                Class<?> type = ClassUtils.resolveClassName(name.replace('/', '.'), null);
                if (type.isAnnotationPresent(ConfigurationProperties.class)) {
                    types.add(type);
                }
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
