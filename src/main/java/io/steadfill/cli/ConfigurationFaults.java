package io.steadfill.cli;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.validation.FieldError;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Tells faults of the configuration from faults of the program. */
final class ConfigurationFaults {

    private ConfigurationFaults() {}

    static @Nullable ProblemException find(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException invalid) {
                return invalid(invalid);
            }
            if (cause instanceof BindException wrong && !hasInvalid(wrong)) {
                return Problem.CONFIGURATION_INVALID
                        .with("property", wrong.getName().toString())
                        .says(wrong.getName() + " cannot be used: " + deepest(wrong), error);
            }
            if (cause instanceof ConfigDataResourceNotFoundException missing) {
                return Problem.CONFIGURATION_INVALID.says(
                        "the configuration is not there: " + missing.getReferenceDescription()
                                + "; name another by --config",
                        error);
            }
            if (cause instanceof MarkedYAMLException yaml) {
                return noYaml(yaml);
            }
        }
        return null;
    }

    /** Its own message shows the line, which may hold a password; so neither that nor the error itself is passed on. */
    private static ProblemException noYaml(MarkedYAMLException yaml) {
        Mark mark = yaml.getProblemMark() == null ? yaml.getContextMark() : yaml.getProblemMark();
        String where = mark == null ? "" : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
        return Problem.CONFIGURATION_INVALID.says("the configuration is no YAML" + where
                + ": write a value with signs such as @ * & ! % or ': ' in it between single quotes");
    }

    private static boolean hasInvalid(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException) {
                return true;
            }
        }
        return false;
    }

    private static ProblemException invalid(BindValidationException invalid) {
        List<String> lines = new ArrayList<>();
        invalid.getValidationErrors()
                .getAllErrors()
                .forEach(fault -> lines.add(invalid.getValidationErrors().getName()
                        + (fault instanceof FieldError field ? "." + field.getField() : "")
                        + " " + fault.getDefaultMessage()));
        return Problem.CONFIGURATION_INVALID.with("errors", lines).says(String.join("; ", lines), invalid);
    }

    private static String deepest(Throwable error) {
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
