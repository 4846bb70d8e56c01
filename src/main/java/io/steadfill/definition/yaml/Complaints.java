package io.steadfill.definition.yaml;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with one file, gathered before anything is refused. */
public final class Complaints {

    /** More help nobody; a mangled file would fill the screen. */
    private static final int SHOWN_MAX = 100;

    private final String file;
    private final Set<Complaint> all = new LinkedHashSet<>();
    private final Set<String> paths = new HashSet<>();

    /** Paths of keys that an unknown key most likely was meant to be. */
    private final Set<String> meant = new HashSet<>();

    public Complaints(String file) {
        this.file = file;
    }

    public void add(Place place, String path, String message, @Nullable String cure) {
        all.add(new Complaint(file, place.line(), place.column(), path, message, cure));
        paths.add(path);
    }

    public void add(Tree at, String message, @Nullable String cure) {
        add(at.place(), at.path(), message, cure);
    }

    /** Notes that a misspelt key was meant to be the one at {@code path}, so that nobody calls that one missing too. */
    public void meant(String path) {
        meant.add(path);
    }

    public boolean isMeant(String path) {
        return meant.contains(path);
    }

    public boolean has(String path) {
        return paths.contains(path);
    }

    /** In the file's order. */
    public List<Complaint> list() {
        return all.stream()
                .sorted(Comparator.comparingInt(Complaint::line).thenComparingInt(Complaint::column))
                .toList();
    }

    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw refusal(list());
        }
    }

    /** The refusal that carries {@code complaints} as its fact {@code errors}; its detail names each of them. */
    public static ProblemException refusal(Collection<Complaint> complaints) {
        String lines = complaints.stream().limit(SHOWN_MAX).map(Complaint::text).collect(Collectors.joining("\n"));
        int left = complaints.size() - SHOWN_MAX;
        return Problem.DEFINITION_INVALID
                .with("errors", List.copyOf(complaints))
                .says(left > 0 ? lines + "\n(" + left + " more are not shown: correct these first)" : lines);
    }

    /** The complaints that a refusal of this room carries. */
    public static List<Complaint> of(ProblemException refusal) {
        Object errors = refusal.facts().get("errors");
        return errors instanceof List<?> list
                ? list.stream().map(Complaint.class::cast).toList()
                : List.of();
    }
}
