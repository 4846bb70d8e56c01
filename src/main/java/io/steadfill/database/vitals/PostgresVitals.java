package io.steadfill.database.vitals;

import io.steadfill.database.Session;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL by write-ahead log positions: {@code replay_lag} stays near zero while replay is paused. */
final class PostgresVitals implements Vitals {

    @Override
    public Optional<LogPosition> written(Session primary) {
        return primary.sql("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")
                .query(BigDecimal.class)
                .optional()
                .map(PostgresVitals::position);
    }

    @Override
    public StandbysSeen standbys(Session primary) {
        // A logical subscriber confirms when it likes, and a log receiver replays nothing: neither is a standby.
        List<Sender> senders = primary.sql("""
                        select r.state,
                               coalesce(s.slot_name::text, nullif(r.application_name, ''), 'standby')
                                   || coalesce('@' || host(r.client_addr), '') as name,
                               pg_wal_lsn_diff(r.replay_lsn, '0/0') as replayed
                        from pg_stat_replication r
                        left join pg_replication_slots s on s.active_pid = r.pid
                        where s.slot_type is distinct from 'logical'
                        order by r.pid
                        """)
                .query((row, n) ->
                        new Sender(row.getString("state"), row.getString("name"), row.getBigDecimal("replayed")))
                .list();
        List<Standby> standbys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Sender sender : senders) {
            if (sender.replayed() != null) {
                standbys.add(new Standby(distinct(sender.name(), names), position(sender.replayed()), null, null));
            }
        }
        return new StandbysSeen(standbys, senders.stream().anyMatch(s -> s.state() == null));
    }

    @Override
    public Optional<Standby> standby(Session replica, String name) {
        return replica.sql("""
                        select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') as replayed,
                               (extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint as millis,
                               pg_is_wal_replay_paused() as paused
                        where pg_is_in_recovery()
                        """)
                .query((row, n) -> {
                    BigDecimal replayed = row.getBigDecimal("replayed");
                    long millis = row.getLong("millis");
                    Duration behind = row.wasNull() ? null : Duration.ofMillis(Math.max(0, millis));
                    return new Standby(
                            name,
                            replayed == null ? null : position(replayed),
                            behind,
                            row.getBoolean("paused") ? "its replay is paused" : null);
                })
                .optional();
    }

    /** {@code pg_locks} first: it is open to every role, and {@code pg_blocking_pids} stops the lock manager for each process asked about. */
    @Override
    public int waitingForUs(Session session) {
        return session.sql("""
                        with ours as (
                            select coalesce(array_agg(pid), '{}') as pids from pg_stat_activity
                            where usename = session_user and application_name = current_setting('application_name')
                        ), waiting as materialized (
                            select distinct pid from pg_locks where not granted
                        )
                        select count(*) from waiting, ours
                        where waiting.pid <> all (ours.pids) and pg_blocking_pids(waiting.pid) && ours.pids
                        """).query(Integer.class).single();
    }

    @Override
    public String grantNeeded() {
        return "grant pg_monitor to the role";
    }

    private static LogPosition position(BigDecimal lsn) {
        return new LogPosition("", lsn.longValue());
    }

    /** Two standbys of one host may share a name. */
    private static String distinct(String name, Set<String> names) {
        String distinct = name;
        for (int n = 2; !names.add(distinct); n++) {
            distinct = name + "#" + n;
        }
        return distinct;
    }

    private record Sender(
            @Nullable String state, String name, @Nullable BigDecimal replayed) {}
}
