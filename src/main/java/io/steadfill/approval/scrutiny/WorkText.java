package io.steadfill.approval.scrutiny;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TransformCall;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job's work as one statement for an approver to read; chunks say the same, a range of keys at a time. */
public final class WorkText {

    private WorkText() {}

    public static String of(JobDefinition job, Vendor vendor) {
        Work work = job.work();
        String where = job.where() == null ? "" : "\nwhere " + job.where().on(vendor);
        if (work instanceof Work.SetColumns set) {
            return "update " + job.table() + " set " + assignments(set.columns(), vendor) + where;
        }
        if (work instanceof Work.TransformColumns transform) {
            return "update " + job.table() + " set " + calls(transform.columns()) + where;
        }
        if (work instanceof Work.ArchiveRows archive) {
            return "move rows of " + job.table() + " into " + archive.into() + where;
        }
        if (work instanceof Work.CopyRows copy) {
            return "copy rows of " + job.table() + " into " + copy.into() + ": " + assignments(copy.columns(), vendor)
                    + where;
        }
        return work.word() + " from " + job.table() + where;
    }

    static String assignments(Map<Identifier, SqlText> columns, Vendor vendor) {
        List<String> texts = new ArrayList<>();
        columns.forEach((column, sql) -> texts.add(column.name() + " = " + sql.on(vendor)));
        return String.join(", ", texts);
    }

    private static String calls(Map<Identifier, TransformCall> columns) {
        List<String> texts = new ArrayList<>();
        columns.forEach((column, call) -> texts.add(column.name() + " = " + call.name() + call.arguments()));
        return String.join(", ", texts);
    }
}
