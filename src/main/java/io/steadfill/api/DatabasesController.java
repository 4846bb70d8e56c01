package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.api.answer.Links;
import io.steadfill.desk.fleet.DatabaseDesk;
import io.steadfill.desk.fleet.DatabaseStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The databases that runs work on, and what makes runs wait there. */
@RestController
@Tag(name = "Databases")
@RequestMapping(Links.BASE + "/databases")
@ConditionalOnWebApplication
class DatabasesController {

    private final CurrentOperator current;
    private final DatabaseDesk databases;

    DatabasesController(CurrentOperator current, DatabaseDesk databases) {
        this.current = current;
        this.databases = databases;
    }

    /** The databases, by name. */
    record DatabaseList(List<DatabaseStatus> databases) {}

    @Operation(summary = "List databases")
    @GetMapping
    DatabaseList list() {
        return new DatabaseList(databases.list(current.get()));
    }

    @Operation(summary = "Look at a database")
    @GetMapping("/{name}")
    DatabaseStatus one(@PathVariable("name") String name) {
        return databases.one(current.get(), name);
    }
}
