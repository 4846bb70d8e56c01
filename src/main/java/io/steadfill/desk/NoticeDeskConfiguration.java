package io.steadfill.desk;

import io.steadfill.notice.Notices;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For servers and for the command line alike. */
@Configuration(proxyBeanMethods = false)
class NoticeDeskConfiguration {

    @Bean
    NoticeDesk noticeDesk(Notices notices) {
        return new NoticeDesk(notices);
    }
}
