package io.steadfill.transform;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The transforms there are, by name. */
public final class Transforms {

    private final SortedMap<String, Transform> byName;
    private final @Nullable Path folder;
    private final @Nullable Path jobs;

    /** @throws IllegalStateException when two have the same name */
    public Transforms(Collection<? extends Transform> transforms) {
        this(index(transforms), null, null);
    }

    private Transforms(SortedMap<String, Transform> byName, @Nullable Path folder, @Nullable Path jobs) {
        this.byName = byName;
        this.folder = folder;
        this.jobs = jobs;
    }

    /** The same transforms where the folders of all jobs are in {@code jobs}. */
    public Transforms withJobs(Path jobs) {
        return new Transforms(byName, folder, jobs);
    }

    /** The same transforms for one job, with its folder where that is known. */
    public Transforms forJob(String name) {
        return jobs == null ? this : forJob(jobs.resolve(name));
    }

    /** Steadfill's own transforms, without a user's. */
    public static Transforms standard() {
        return new Transforms(List.of(
                new E164(),
                new EMail(),
                new Trim(),
                new LetterCase(),
                new Whitespace(),
                new UnicodeForm(),
                new Lookup()));
    }

    private static SortedMap<String, Transform> index(Collection<? extends Transform> transforms) {
        SortedMap<String, Transform> byName = new TreeMap<>();
        for (Transform transform : transforms) {
            Transform other = byName.put(transform.name(), transform);
            if (other != null) {
                throw new IllegalStateException("two transforms are named '" + transform.name() + "': "
                        + other.getClass().getName() + " and "
                        + transform.getClass().getName() + "; rename one of them");
            }
        }
        return Collections.unmodifiableSortedMap(byName);
    }

    /** The same transforms for a job whose files are in {@code jobFolder}. */
    public Transforms forJob(Path jobFolder) {
        return new Transforms(byName, jobFolder, jobs);
    }

    /** The names, in alphabetical order. */
    public Collection<String> names() {
        return byName.keySet();
    }

    /**
     * Makes the function that a job's call means.
     *
     * @throws io.steadfill.problem.ProblemException naming the unknown transform or wrong argument, and the nearest valid one
     */
    public ColumnFunction bind(TransformCall call) {
        Transform transform = find(call.name());
        return folder == null ? transform.bind(call) : transform.bind(call, folder);
    }

    /** All calls of a job, column by column in the job's order. */
    public Map<Identifier, ColumnFunction> bind(Map<Identifier, TransformCall> calls) {
        Map<Identifier, ColumnFunction> functions = new LinkedHashMap<>();
        calls.forEach((column, call) -> functions.put(column, bind(call)));
        return Collections.unmodifiableMap(functions);
    }

    /**
     * What computes each column, such as {@code e164 libphonenumber 9.0.43}: stored with a run, so that one that goes on with
     * another version or another mapping file can be told from one that did not.
     */
    public Map<Identifier, String> versions(Map<Identifier, TransformCall> calls) {
        Map<Identifier, String> versions = new LinkedHashMap<>();
        calls.forEach((column, call) -> {
            String fingerprint = bind(call).fingerprint();
            versions.put(
                    column,
                    call.name() + " " + find(call.name()).version() + (fingerprint.isEmpty() ? "" : " " + fingerprint));
        });
        return Collections.unmodifiableMap(versions);
    }

    private Transform find(String name) {
        Transform transform = byName.get(name);
        if (transform == null) {
            throw Problem.TRANSFORM_INVALID
                    .with("transform", name)
                    .with("known", String.join(", ", byName.keySet()))
                    .says("there is no transform '" + name + "'; " + Nearest.cure(name, byName.keySet()));
        }
        return transform;
    }
}
