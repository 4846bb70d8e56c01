package io.steadfill.definition.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 to a tree, event by event, so that nothing is expanded and every trap is named where it stands. Anchors, aliases, merge
 * keys, tags, directives and several documents are refused.
 */
public final class YamlReader {

    private static final int DEPTH_MAX = 16;

    private final Complaints complaints;
    private final Iterator<Event> events;
    /** The text's index of each code point; empty where the two are the same. */
    private final int[] indexes;

    private YamlReader(String text, Complaints complaints) {
        this.complaints = complaints;
        this.indexes = indexes(text);
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(SourceText.BYTES_MAX).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The file's one mapping, or null after a complaint. Complaints may also be there beside a tree. */
    public static Tree.@Nullable Mapping read(String text, Complaints complaints) {
        YamlReader reader = new YamlReader(text, complaints);
        try {
            return reader.document();
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark().map(reader::at).orElse(Place.TOP);
            SyntaxWords.complain(
                    complaints, place, e.getContextMark().map(reader::at).orElse(place), e);
        } catch (TooDeep e) {
            complaints.add(e.place, "", "more than " + DEPTH_MAX + " levels of nesting", "write it flatter");
        } catch (YamlEngineException e) {
            complaints.add(Place.TOP, "", "this is no YAML", "compare it with the example in job-reference.md");
        }
        return null;
    }

    private Tree.@Nullable Mapping document() {
        Tree tree = null;
        boolean isSecond = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent start) {
                if (isSecond) {
                    complaints.add(place(start), "", "a second document begins here", "keep one job in a file");
                    return null;
                }
                isSecond = true;
                refuseDirectives(start);
            } else if (event instanceof NodeEvent node) {
                tree = node(node, "", 0);
            }
        }
        if (tree instanceof Tree.Mapping mapping) {
            return mapping;
        }
        if (tree == null || (tree instanceof Tree.Scalar scalar && scalar.text().isEmpty())) {
            complaints.add(Place.TOP, "", "the file is empty", "begin with 'job: NAME'");
        } else {
            complaints.add(tree, "the file holds " + tree.shown() + ", not keys", "begin with 'job: NAME'");
        }
        return null;
    }

    private void refuseDirectives(DocumentStartEvent start) {
        if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
            complaints.add(
                    place(start),
                    "",
                    "a directive (a line that begins with %)",
                    "leave it out: job files are YAML 1.2");
        }
    }

    private Tree node(NodeEvent event, String path, int depth) {
        Place place = place(event);
        if (depth > DEPTH_MAX) {
            throw new TooDeep(place);
        }
        refuseAnchor(event, place, path);
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place, path);
            return ScalarReading.of(scalar, place, path, complaints);
        }
        if (event instanceof CollectionStartEvent collection) {
            refuseTag(collection.getTag(), place, path);
            return event instanceof MappingStartEvent ? mapping(place, path, depth) : listing(place, path, depth);
        }
        return new Tree.Scalar(place, path, Tree.Kind.EMPTY, "", false);
    }

    private Tree listing(Place place, String path, int depth) {
        List<Tree> values = new ArrayList<>();
        while (events.next() instanceof NodeEvent event) {
            values.add(node(event, path + "[" + values.size() + "]", depth + 1));
        }
        return new Tree.Listing(place, path, values);
    }

    private Tree mapping(Place place, String path, int depth) {
        Map<String, Place> keys = new LinkedHashMap<>();
        Map<String, Tree> values = new LinkedHashMap<>();
        while (events.next() instanceof NodeEvent event) {
            Place at = place(event);
            String key = key(event, path, depth);
            String below = key == null ? path : path.isEmpty() ? key : path + "." + key;
            Tree value = node(nextNode(), below, depth + 1);
            Place first = key == null ? null : keys.putIfAbsent(key, at);
            if (first != null) {
                complaints.add(
                        at,
                        value.path(),
                        "the key " + Tree.Scalar.quoted(String.valueOf(key)) + " is there twice, first in line "
                                + first.line(),
                        "leave one of them out");
            } else if (key != null) {
                emptyValue(at, key, value);
                values.put(key, value);
            }
        }
        return new Tree.Mapping(place, path, keys, values);
    }

    private void emptyValue(Place at, String key, Tree value) {
        boolean isEmpty = value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.EMPTY;
        if (isEmpty && !complaints.has(value.path())) {
            complaints.add(
                    at,
                    value.path(),
                    "the key " + Tree.Scalar.quoted(key) + " has no value",
                    "write one, null if you mean SQL's null, or leave the key out");
        }
    }

    private NodeEvent nextNode() {
        if (events.next() instanceof NodeEvent node) {
            return node;
        }
        throw new IllegalStateException("a mapping's key without a value event");
    }

    /** A key's text, or null after a complaint. */
    private @Nullable String key(NodeEvent event, String path, int depth) {
        Place at = place(event);
        if (!(event instanceof ScalarEvent scalar)) {
            Tree instead = node(event, path, depth + 1);
            complaints.add(at, path, "a key must be a text, not " + instead.shown(), "write a plain name");
            return null;
        }
        refuseAnchor(event, at, path);
        refuseTag(scalar.getTag(), at, path);
        if (scalar.isPlain() && scalar.getValue().equals("<<")) {
            complaints.add(at, path, "a merge key (<<) is not taken", "write the keys out");
            return null;
        }
        if (scalar.isPlain() && scalar.getValue().isEmpty()) {
            complaints.add(at, path, "a key is missing before the colon", "write a name");
            return null;
        }
        return scalar.getValue();
    }

    private void refuseAnchor(NodeEvent event, Place place, String path) {
        if (event instanceof AliasEvent) {
            complaints.add(place, path, "an alias (*) is not taken", "write the value out");
        } else if (event.getAnchor().isPresent()) {
            complaints.add(place, path, "an anchor (&) is not taken", "leave it out");
        }
    }

    private void refuseTag(Optional<String> tag, Place place, String path) {
        if (tag.isPresent()) {
            complaints.add(
                    place,
                    path,
                    "a tag (" + tag.get().replace("tag:yaml.org,2002:", "!!") + ") is not taken",
                    "leave it out, and quote the value if it is a text");
        }
    }

    private Place place(Event event) {
        Place start = event.getStartMark().map(this::at).orElse(Place.TOP);
        int end = event.getEndMark().map(mark -> index(mark)).orElse(start.start());
        return new Place(start.line(), start.column(), start.start(), Math.max(end, start.start()));
    }

    private Place at(Mark mark) {
        int index = index(mark);
        return new Place(mark.getLine() + 1, mark.getColumn() + 1, index, index);
    }

    private int index(Mark mark) {
        int point = mark.getIndex();
        int index = indexes.length == 0 ? point : indexes[Math.min(point, indexes.length - 1)];
        return index;
    }

    private static int[] indexes(String text) {
        int points = text.codePointCount(0, text.length());
        if (points == text.length()) {
            return new int[0];
        }
        int[] indexes = new int[points + 1];
        for (int i = 0, at = 0; i < points; i++) {
            indexes[i] = at;
            at += Character.charCount(text.codePointAt(at));
        }
        indexes[points] = text.length();
        return indexes;
    }

    /** Ends the reading; caught in this class. */
    private static final class TooDeep extends RuntimeException {
        private final Place place;

        TooDeep(Place place) {
            super(null, null, false, false);
            this.place = place;
        }
    }
}
