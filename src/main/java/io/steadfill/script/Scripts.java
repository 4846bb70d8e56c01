package io.steadfill.script;

import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The companion scripts of a job for one vendor, each direction in the order of versions.
 *
 * @param expand V files before the data
 * @param contract V files after the data
 */
public record Scripts(Vendor vendor, List<Script> expand, List<Script> contract) {

    public Scripts {
        expand = List.copyOf(expand);
        contract = List.copyOf(contract);
    }

    /**
     * Reads a job folder's scripts; a folder without any is empty.
     *
     * @throws io.steadfill.problem.ProblemException with every complaint at once, each with file and line
     */
    public static Scripts read(Path jobFolder, Vendor vendor) {
        ScriptFolder folder = new ScriptFolder(jobFolder, vendor);
        List<Script> expand = folder.read(Direction.EXPAND);
        List<Script> contract = folder.read(Direction.CONTRACT);
        List<Complaint> complaints = folder.complaints(expand, contract);
        if (!complaints.isEmpty()) {
            List<String> errors = complaints.stream().map(Complaint::toString).toList();
            throw Problem.SCRIPT_INVALID
                    .with("errors", errors)
                    .says(errors.stream().collect(Collectors.joining("\n", "", "")));
        }
        return new Scripts(vendor, expand, contract);
    }

    /** Those of one direction, expand or contract. */
    public List<Script> of(Direction direction) {
        return switch (direction) {
            case EXPAND -> expand;
            case CONTRACT -> contract;
            case UNDO -> throw new IllegalArgumentException("undo scripts hang on the scripts they undo");
        };
    }
}
