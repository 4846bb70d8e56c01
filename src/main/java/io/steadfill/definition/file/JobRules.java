package io.steadfill.definition.file;

import io.steadfill.definition.Completion;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a job file that no schema can say: which keys belong together. */
final class JobRules {

    private final Tree.Mapping root;
    private final Complaints complaints;

    JobRules(Tree.Mapping root, Complaints complaints) {
        this.root = root;
        this.complaints = complaints;
    }

    /** @param folder the name of the folder that holds the file; null where the text has none */
    void check(@Nullable String folder) {
        nameIsTheFolders(folder);
        completion();
        remedy();
        touch();
        via();
        schedule();
        dependsOn();
    }

    private void schedule() {
        if (isOnce() && root.has("schedule")) {
            refuse(
                    "schedule",
                    "'schedule' beside 'once: true', which is done once for ever",
                    "leave one of the two out");
        }
    }

    private void dependsOn() {
        if (root.get("depends-on") instanceof Tree.Listing listing && root.get("job") instanceof Tree.Scalar name) {
            for (Tree one : listing.values()) {
                if (one instanceof Tree.Scalar scalar && scalar.text().equals(name.text())) {
                    complaints.add(scalar, "the job waits for itself", "take it out");
                }
            }
        }
    }

    private void nameIsTheFolders(@Nullable String folder) {
        if (folder != null
                && root.get("job") instanceof Tree.Scalar name
                && !name.text().equals(folder)) {
            if (!complaints.has("job")) {
                complaints.add(
                        name,
                        "the job is called " + name.shown() + ", its folder '" + folder + "'",
                        "write 'job: " + folder + "', or rename the folder");
            }
        }
    }

    private void completion() {
        boolean isFixpoint = isFixpoint();
        if (isOnce() && root.has("where")) {
            refuse("where", "'where' beside 'once: true', which takes every row one time", "leave one of the two out");
        }
        if (isOnce() && root.has("done")) {
            refuse("done", "'done' beside 'once: true', which is done when every row had its one time", "leave it out");
        }
        for (String word : List.of("delete", "archive", "copy")) {
            if (isOnce() && root.has(word)) {
                refuse("once", "'once' beside '" + word + "', which can be repeated without harm", whereCure(word));
            }
        }
        if (isFixpoint && !root.has("transform")) {
            refuse("done", "'done: fixpoint' without 'transform'", "leave it out, and write 'where'");
        }
        if (isFixpoint && root.has("where")) {
            refuse("where", "'where' beside 'done: fixpoint', which looks at every row", "leave one of the two out");
        }
        boolean isMeant = complaints.isMeant("where") || complaints.isMeant("once") || complaints.has("once");
        if (!isOnce() && !isFixpoint && !root.has("where") && !root.has("copy") && !isMeant) {
            complaints.add(
                    root.place(),
                    "where",
                    "the key 'where' is missing",
                    "write the condition that selects the rows still to do, or 'once: true' for work that is not idempotent");
        }
    }

    private static String whereCure(String word) {
        return word.equals("copy") ? "leave it out" : "write 'where' instead, 'where: true' if you mean every row";
    }

    private void remedy() {
        if (root.has("on-waive") && root.has("copy")) {
            refuse("on-waive", "'on-waive' beside 'copy', which changes no row of the table", "leave it out");
        }
    }

    private void touch() {
        for (String word : List.of("delete", "archive", "copy")) {
            if (root.has("touch") && root.has(word)) {
                refuse("touch", "'touch' beside '" + word + "', which updates no row", "leave it out");
            }
        }
    }

    private void via() {
        if (root.has("via") && (!root.has("where") || root.has("copy"))) {
            refuse("via", "'via' names an index of what 'where' finds; this job walks every row", "leave it out");
        }
    }

    private boolean isOnce() {
        return root.get("once") instanceof Tree.Scalar scalar && scalar.text().equals("true");
    }

    private boolean isFixpoint() {
        return root.get("done") instanceof Tree.Scalar scalar && scalar.text().equals("fixpoint");
    }

    Completion read() {
        return isOnce() ? Completion.ONCE : isFixpoint() ? Completion.FIXPOINT : Completion.PREDICATE;
    }

    private void refuse(String key, String message, String cure) {
        complaints.add(root.placeOf(key), key, message, cure);
    }
}
