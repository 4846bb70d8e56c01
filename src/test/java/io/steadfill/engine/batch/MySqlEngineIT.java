package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnServer(Lane.MYSQL)
class MySqlEngineIT extends EngineContract {

    @Test
    void aCopyOfTextsIntoAJsonColumnIsProved(TestDatabase database) {
        database.execute(
                "create table page (id bigint primary key, head longtext)",
                "insert into page values (1, '{\"long\": 1,  \"b\":[1.50, \"x\"]}'), (2, null), (3, '7'), (4, 'null')",
                "create table page_json (id bigint primary key, head json)");
        var job = JobDefinitions.on("page")
                .work(new Work.CopyRows(TableName.of("page_json"), Map.of()))
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run("a", job, 1, Map.of());

            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
            database.execute("update page_json set head = '{\"b\": [1.5, \"y\"], \"long\": 1}' where id = 1");
            assertThat(kit.run("b", job, 1, Map.of()).problem()).isEqualTo(Problem.DIVERGENCE_FOUND);
        }
    }
}
