package io.steadfill.console;

import io.steadfill.access.Operator;
import io.steadfill.desk.Board;
import io.steadfill.desk.RunDesk;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Reads what the home page shows. */
@Component
@ConditionalOnWebApplication
class HomeParts {

    private static final int LOOKED_AT = 100;

    private final Board board;
    private final RunDesk runs;
    private final RunParts parts;
    private final Clock clock;

    HomeParts(Board board, RunDesk runs, RunParts parts, Clock clock) {
        this.board = board;
        this.runs = runs;
        this.parts = parts;
        this.clock = clock;
    }

    HomeView read(Operator who) {
        List<RunView> active = runs.list(who, LOOKED_AT).stream()
                .filter(run -> run.state().isActive())
                .map(run -> parts.line(who, run))
                .toList();
        return HomeView.of(board.lines(who), active, Words.date(clock.instant(), who.zone()));
    }
}
