package io.steadfill.console.words;

import io.steadfill.desk.board.JobStage;
import io.steadfill.run.status.PartitionStatus;
import io.steadfill.run.status.WalkProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The key space from first key to last, drawn: one part per partition, filled to the checkpoint; the edge has the colour of the state.
 *
 * @param says the figure in words
 */
public record Strip(String viewBox, List<Bar> bars, String says) {

    /** @param css of the rectangle, such as {@code f} for filled */
    public record Bar(String css, String x, String y, String width, String height) {}

    private static final double WIDTH = 160;
    private static final double GAP = 2;
    private static final double EDGE = 1.5;
    private static final int PARTS_MAX = 40;
    private static final double NIGHT = 9;
    private static final double NIGHT_HEIGHT = 18;

    public Strip {
        bars = List.copyOf(bars);
    }

    /** Of a run, small, as lists have it. */
    public static Strip of(WalkProgress walk, Mark mark, boolean verified) {
        List<Bar> bars = new ArrayList<>();
        List<Double> shares = walk.shares().isEmpty() ? List.of(0.0) : merged(walk.shares());
        double width = (WIDTH - GAP * (shares.size() - 1)) / shares.size();
        double height = verified ? 6 : 10;
        for (int i = 0; i < shares.size(); i++) {
            double x = i * (width + GAP);
            part(bars, x, width, height, shares.get(i), mark.edge());
            if (verified) {
                bars.add(bar("v", x, 7.6, width, 2.4));
            }
        }
        return new Strip(
                "0 0 160 10",
                bars,
                Words.percent(walk.share()) + " of the key range walked" + (verified ? ", verified" : ""));
    }

    /** One part, large or small, 100 wide. */
    public static Strip of(PartitionStatus part, double share, Mark mark, boolean verified) {
        List<Bar> bars = new ArrayList<>();
        part(bars, 0, 100, verified ? 6 : 10, share, mark.edge());
        if (verified) {
            bars.add(bar("v", 0, 7.6, 100, 2.4));
        }
        return new Strip("0 0 100 10", bars, Words.percent(share) + " of partition " + (part.number() + 1) + " walked");
    }

    /** A stage of a job; one that is not needed has no bars. */
    public static Strip of(JobStage stage) {
        List<Bar> bars = new ArrayList<>();
        bars.add(bar("t", 0, 0, 100, 10));
        double share = stage.mark() == JobStage.Mark.DONE ? 1 : Math.min(0.97, stage.share());
        if (share > 0) {
            bars.add(bar("f", 0, 0, share * 100, 10));
        }
        String edge = switch (stage.mark()) {
            case WORKING -> "e";
            case WAITING -> "e wait";
            case BLOCKED -> "e bad";
            case PAUSED -> "e idle";
            case DONE, COMING, NOT_NEEDED -> "";
        };
        if (!edge.isEmpty()) {
            bars.add(bar(edge, share * 100, 0, 3, 10));
        }
        return new Strip(
                "0 0 100 10",
                stage.mark() == JobStage.Mark.NOT_NEEDED ? List.of() : bars,
                stage.mark().word());
    }

    /** One bar for each date that came, the oldest first; full where its work was done. */
    public static Strip ofNights(List<Mark> newestFirst) {
        List<Bar> bars = new ArrayList<>();
        int count = newestFirst.size();
        int done = 0;
        for (int i = 0; i < count; i++) {
            Mark mark = newestFirst.get(count - 1 - i);
            double x = i * (NIGHT + 2);
            bars.add(bar("t", x, 0, NIGHT, NIGHT_HEIGHT));
            switch (mark.css()) {
                case "ok" -> {
                    done++;
                    bars.add(bar("f", x, 0, NIGHT, NIGHT_HEIGHT));
                }
                case "bad" -> bars.add(bar("bad", x, NIGHT_HEIGHT - 3, NIGHT, 3));
                case "wait" -> bars.add(bar("wait", x, NIGHT_HEIGHT - 3, NIGHT, 3));
                case "busy" -> bars.add(bar("f", x, NIGHT_HEIGHT / 2, NIGHT, NIGHT_HEIGHT / 2));
                default -> bars.add(bar("idle", x, NIGHT_HEIGHT - 3, NIGHT, 3));
            }
        }
        return new Strip(
                "0 0 " + Math.round(Math.max(1, count) * (NIGHT + 2) - 2) + " " + Math.round(NIGHT_HEIGHT),
                bars,
                count == 0
                        ? "no date came yet"
                        : done == count ? "all " + count + " done" : done + " of " + count + " done");
    }

    private static void part(List<Bar> bars, double x, double width, double height, double share, String edge) {
        bars.add(bar("t", x, 0, width, height));
        double filled = width * share;
        if (share > 0) {
            bars.add(bar("f", x, 0, filled, height));
        }
        if (share > 0 && share < 1) {
            bars.add(bar(edge, x + filled, 0, Math.min(EDGE, width - filled), height));
        }
    }

    /** More parts than can be told apart are drawn as fewer. */
    private static List<Double> merged(List<Double> shares) {
        if (shares.size() <= PARTS_MAX) {
            return shares;
        }
        List<Double> few = new ArrayList<>();
        for (int i = 0; i < PARTS_MAX; i++) {
            few.add(shares.subList(i * shares.size() / PARTS_MAX, (i + 1) * shares.size() / PARTS_MAX).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0));
        }
        return few;
    }

    private static Bar bar(String css, double x, double y, double width, double height) {
        return new Bar(css, text(x), text(y), text(width), text(height));
    }

    private static String text(double number) {
        String text = String.format(Locale.ROOT, "%.2f", number);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
