package io.steadfill.desk.board;

import io.steadfill.desk.JobDesk;
import io.steadfill.run.Runs;
import io.steadfill.schema.Companions;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class BoardConfiguration {

    @Bean
    Board board(JobDesk jobs, Runs runs, Companions companions) {
        return new Board(jobs, runs, companions);
    }
}
