package io.steadfill.database.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:postgresql://db1:5433/shop db1:5433/shop",
                "jdbc:postgresql://db1,db2/shop?user=a db1,db2/shop",
                "jdbc:postgresql:shop localhost:5432/shop",
                "jdbc:postgresql://db1/my%20shop db1/my@shop",
                "jdbc:mysql://db1:3307/shop?sslMode=DISABLED db1:3307/shop",
                "jdbc:mysql:///shop localhost:3306/shop",
                "jdbc:mariadb://db1/shop db1/shop"
            })
    void showsHostPortAndDatabase(String url, String where) {
        assertThat(parse(url).where()).isEqualTo(where.replace('@', ' '));
    }

    @Test
    void liftsUserAndPasswordOutOfTheUrl() {
        JdbcUrl url = parse("jdbc:postgresql://h/shop?sslmode=require&user=app&password=s%26cret");

        assertThat(url.driverUrl()).isEqualTo("jdbc:postgresql://h/shop?sslmode=require");
        assertThat(url.user()).isEqualTo("app");
        assertThat(url.password()).isEqualTo("s&cret");
        assertThat(url.toString()).isEqualTo("h/shop");
    }

    @Test
    void speaksToMariaDbThroughConnectorJ() {
        assertThat(parse("jdbc:mariadb://h:3306/shop?sslMode=verify-full").driverUrl())
                .isEqualTo("jdbc:mysql://h:3306/shop?sslMode=VERIFY_IDENTITY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:oracle:thin:@h:1521/s3cret must_begin_with",
                "s3cret must_begin_with",
                "jdbc:mysql://app:s3cret@h/shop must_not_carry_a_user",
                "jdbc:mysql://(host=h,password=s3cret)/shop must_not_carry_a_user",
                "jdbc:mysql://h:3306/ must_name_the_database",
                "jdbc:mysql://h:3306?user=a must_name_the_database",
                "jdbc:mysql:loadbalance://h1,h2/shop must_name_one_host",
                "jdbc:mariadb:sequential://h1,h2/shop must_name_one_host"
            })
    void refusesWhatItCannotUseWithoutShowingIt(String url, String says) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONFIGURATION_INVALID))
                .hasMessageContaining("steadfill.databases.shop.url " + says.replace('_', ' '))
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesAMySqlUrlThatUndoesASafetySetting() {
        JdbcUrl url = parse("jdbc:mysql://h/shop?useAffectedRows=true");

        assertThatThrownBy(() -> Pools.properties(url, Database.Purpose.WORK, false))
                .hasMessage(
                        "steadfill.databases.shop.url sets useAffectedRows, which Steadfill needs to be false; leave it out");
    }

    private static JdbcUrl parse(String url) {
        return JdbcUrl.parse("steadfill.databases.shop.url", url);
    }
}
