package io.steadfill.script;

import io.steadfill.definition.Vendor;
import io.steadfill.script.statement.ScriptStatement;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files of one job folder and collects what is wrong with them. */
final class ScriptFolder {

    private static final Pattern NAME = Pattern.compile("([VU])(\\d+(?:[._]\\d+)*)__(\\w[\\w.-]*)\\.sql");
    private static final Pattern README_NO_UNDO = Pattern.compile(
            "steadfill:\\s*no-undo\\s+V(\\d+(?:[._]\\d+)*)\\s+because\\s+(\\S.*)", Pattern.CASE_INSENSITIVE);

    private final Path job;
    private final Vendor vendor;
    private final List<Complaint> complaints = new ArrayList<>();
    private final Map<Version, String> reasons = new LinkedHashMap<>();

    ScriptFolder(Path job, Vendor vendor) {
        this.job = job;
        this.vendor = vendor;
        readReasons();
    }

    /** All complaints, those over the whole of the folder included. */
    List<Complaint> complaints(List<Script> expand, List<Script> contract) {
        for (Script script : expand) {
            for (ScriptStatement barrier : script.barriers()) {
                complaints.add(new Complaint(
                        script.file(), barrier.line(), "a barrier belongs into a contract script: remove the marker"));
            }
        }
        for (Script script : contract) {
            expand.stream()
                    .filter(e -> e.version().equals(script.version()))
                    .forEach(e -> complain(
                            script.file(),
                            "version " + script.version() + " is taken by " + e.file() + ": give each file its own"));
            complaints.addAll(new ContractRules(vendor).complaints(script));
        }
        return complaints;
    }

    List<Script> read(Direction direction) {
        Map<Version, Script> up = new TreeMap<>();
        Map<Version, Script> down = new TreeMap<>();
        for (Path file : files(job.resolve(direction.key()))) {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (!name.matches()) {
                complain(
                        relative(file),
                        "no name for a script: write V1__what_it_does.sql, and U1__what_it_does.sql for its undo");
                continue;
            }
            boolean undo = name.group(1).equals("U");
            Script script = read(undo ? Direction.UNDO : direction, name, file);
            Script other = (undo ? down : up).putIfAbsent(script.version(), script);
            if (other != null) {
                complain(script.file(), "version " + script.version() + " is taken by " + other.file());
            }
        }
        down.forEach((version, script) -> {
            if (!up.containsKey(version)) {
                complain(script.file(), "there is no V" + version + " that it would undo");
            }
        });
        return up.values().stream()
                .map(script -> paired(script, down.get(script.version())))
                .toList();
    }

    private Script paired(Script script, @Nullable Script undo) {
        String reason = script.noUndo() == null ? reasons.get(script.version()) : script.noUndo();
        if (undo == null && reason == null) {
            complain(
                    script.file(),
                    "it has no undo: add U" + script.version() + "__" + script.name()
                            + ".sql, or the line '-- steadfill: no-undo because ...'");
        }
        return script.withUndo(undo, undo == null ? reason : null);
    }

    private Script read(Direction direction, Matcher name, Path file) {
        String shown = relative(file);
        String text = text(file, shown);
        Splitter.Split split = Splitter.split(shown, text, vendor);
        complaints.addAll(split.complaints());
        return new Script(
                direction,
                Version.of(name.group(2)),
                name.group(3),
                shown,
                Checksum.of(text),
                split.statements(),
                null,
                split.noUndo());
    }

    private String text(Path file, String shown) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            // Line ends of Windows too: a marker ends with its line.
            return (text.startsWith("\ufeff") ? text.substring(1) : text).replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            complain(shown, "the file is not UTF-8: save it as UTF-8");
        } catch (IOException e) {
            complain(shown, "the file cannot be read: " + e.getMessage());
        }
        return "select 1";
    }

    private List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (!Files.isDirectory(entry)) {
                found.add(entry);
            } else if (Stream.of(Vendor.values()).noneMatch(v -> entry.endsWith(v.key()))) {
                complain(relative(entry), "no vendor's folder: there are postgresql, mysql and mariadb");
            }
        }
        Path own = folder.resolve(vendor.key());
        boolean borrows = vendor == Vendor.MARIADB && !Files.isDirectory(own);
        Path chosen = borrows ? folder.resolve(Vendor.MYSQL.key()) : own;
        if (Files.isDirectory(chosen)) {
            found.addAll(entries(chosen));
        }
        return found;
    }

    /** Files that an editor or Git leaves there, and a README, are nobody's script. */
    private List<Path> entries(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(p -> !String.valueOf(p.getFileName()).startsWith("."))
                    .filter(p -> !String.valueOf(p.getFileName()).equalsIgnoreCase("README.md"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            complain(relative(folder), "the folder cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private void readReasons() {
        Path readme = job.resolve("README.md");
        if (!Files.isRegularFile(readme)) {
            return;
        }
        Matcher found = README_NO_UNDO.matcher(text(readme, "README.md"));
        while (found.find()) {
            reasons.put(Version.of(found.group(1)), found.group(2).strip());
        }
    }

    private String relative(Path file) {
        return job.relativize(file).toString().replace('\\', '/');
    }

    private void complain(String file, String message) {
        complaints.add(new Complaint(file, 0, message));
    }
}
