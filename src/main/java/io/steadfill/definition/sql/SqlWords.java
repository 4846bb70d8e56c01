package io.steadfill.definition.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What we know of SQL's words and functions. Functions that are not in {@link #PURE} may be used, but count as reading more than the
 * row: who knows what they do?
 */
final class SqlWords {

    private static final String CLOCK = "reads the clock, so its result changes while the run goes on";
    private static final String CLOCK_CURE = "use :started, the time at which the run began";
    private static final String RANDOM = "gives another value at each call, so a repeated chunk would not be the same";
    private static final String RANDOM_CURE = "compute the value from the row's own columns, or give it as a parameter";
    private static final String SESSION = "differs from session to session";
    private static final String SESSION_CURE = "give the value as a parameter";
    private static final String EFFECT = "does more than compute a value";
    private static final String EFFECT_CURE = "leave it out";

    /** Why a word or call is refused, and what to do. */
    record Refusal(String message, String cure) {}

    /** Refused as a call, with any arguments. */
    private static final Map<String, Refusal> CALLS = join(List.of(
            refused(CLOCK, CLOCK_CURE, """
                    now current_timestamp current_date current_time localtime localtimestamp clock_timestamp
                    statement_timestamp transaction_timestamp timeofday sysdate systimestamp getdate curdate curtime
                    utc_date utc_time utc_timestamp pg_postmaster_start_time pg_conf_load_time"""),
            refused(RANDOM, RANDOM_CURE, """
                    random random_normal rand gen_random_uuid gen_random_bytes random_bytes gen_salt uuid_short
                    uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuidv4 uuidv7
                    uuid_v4 uuid_v7 sys_guid"""),
            refused(SESSION, SESSION_CURE, """
                    last_insert_id connection_id pg_backend_pid txid_current txid_current_if_assigned
                    txid_current_snapshot txid_snapshot_xmin txid_snapshot_xmax pg_current_xact_id
                    pg_current_xact_id_if_assigned pg_current_snapshot pg_current_wal_lsn pg_current_wal_insert_lsn
                    pg_last_wal_replay_lsn pg_last_xact_replay_timestamp current_user session_user system_user user
                    current_role current_schema current_schemas current_catalog current_database current_setting
                    current_query database schema version found_rows row_count inet_client_addr inet_client_port
                    inet_server_addr inet_server_port pg_is_in_recovery pg_my_temp_schema"""),
            refused(EFFECT, EFFECT_CURE, """
                    nextval currval lastval setval sleep benchmark get_lock release_lock release_all_locks is_free_lock
                    is_used_lock set_config load_file lo_import lo_export lo_unlink lo_put lo_from_bytea pg_notify
                    pg_read_file pg_read_binary_file pg_ls_dir pg_sleep pg_sleep_for pg_sleep_until pg_cancel_backend
                    pg_terminate_backend pg_reload_conf pg_switch_wal pg_logical_emit_message dblink dblink_exec
                    dblink_connect query_to_xml master_pos_wait source_pos_wait wait_for_executed_gtid_set
                    pg_try_advisory_lock pg_try_advisory_xact_lock pg_advisory_lock pg_advisory_xact_lock
                    pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_all""")));

    /** Refused as a call without arguments. */
    private static final Map<String, Refusal> EMPTY_CALLS =
            join(List.of(refused(CLOCK, CLOCK_CURE, "unix_timestamp"), refused(RANDOM, RANDOM_CURE, "uuid")));

    /** Refused also without brackets. */
    private static final Map<String, Refusal> BARE = join(List.of(
            refused(
                    CLOCK,
                    CLOCK_CURE,
                    "current_timestamp current_date current_time localtime localtimestamp utc_date utc_time utc_timestamp"),
            refused(SESSION, SESSION_CURE, "current_user session_user current_role current_catalog current_schema"),
            refused(SESSION, SESSION_CURE, "system_user")));

    private static final String TIME_TEXT =
            "(?:\\d{1,2}(?::\\d{2}){1,2}(?:\\.\\d+)?(?: ?[ap]m)?|\\d{1,2} ?[ap]m|allballs)";
    private static final String ZONE_TEXT = "(?:[+-]\\d{1,2}(?::?\\d{2})?|[a-z]{1,5}|[a-z_]+/[a-z_/]+)";

    /** PostgreSQL reads these texts as a moment, wherever a time is wanted: a day's name alone, or with a time of day and its zone. */
    private static final Pattern CLOCK_TEXT =
            Pattern.compile("(?:%1$s )?(?:now|today|tomorrow|yesterday)(?: %1$s(?: ?%2$s)?| (?:z|utc|gmt))?"
                    .formatted(TIME_TEXT, ZONE_TEXT));

    /** Whether PostgreSQL reads the clock where this text is taken for a time. */
    static boolean isClockText(String text) {
        return CLOCK_TEXT
                .matcher(
                        text.toLowerCase(Locale.ROOT).replaceAll("[\\s,]+", " ").strip())
                .matches();
    }

    /** What ends a condition or an expression and begins another part of a statement. */
    static final Set<String> CLAUSES =
            words("select where group order having limit union except intersect fetch returning into window");

    /** What an expression cannot begin with. */
    static final Set<String> STATEMENTS =
            words("select insert update delete where set with drop alter create truncate replace");

    /** Words before a bracket that call nothing. */
    static final Set<String> NOT_CALLED = words("""
            and or not xor in any all some between like ilike rlike regexp similar to is null true false case when then else
            end as distinct from on over filter within group partition order by asc desc escape collate row array interval
            values using both leading trailing for separator at zone div mod binary unknown exists""");

    /** Words that are no column's name; used when names are listed. */
    static final Set<String> KEYWORDS = words("""
            and or not xor in any all some between like ilike rlike regexp similar is null true false case when then else end
            as distinct from collate array select where exists using over""");

    /** Built-in functions and types that compute from their arguments alone, on any vendor. */
    static final Set<String> PURE = words("""
            abs acos age array_append array_cat array_length array_position array_prepend array_remove array_replace
            array_to_string ascii asin atan atan2 avg bigint bin bit bit_length btrim cardinality cast cbrt ceil ceiling char
            char_length character character_length chr coalesce concat concat_ws conv convert convert_from convert_to cos cot
            crc32 date date_add date_bin date_format date_part date_sub date_trunc datediff datetime day dayname dayofmonth
            dayofweek dayofyear dec decimal decode degrees div double elt encode exp export_set extract field find_in_set
            float floor format from_base64 from_days from_unixtime greatest hex hour if ifnull inet6_aton inet6_ntoa
            inet_aton inet_ntoa initcap insert instr int int4range int8range integer interval isfinite isnull json
            json_array json_array_append json_array_length json_build_array json_build_object json_contains
            json_contains_path json_extract json_extract_path json_extract_path_text json_insert json_keys json_length
            json_merge_patch json_merge_preserve json_object json_overlaps json_quote json_remove json_replace json_search
            json_set json_type json_typeof json_unquote json_valid json_value jsonb jsonb_array_length jsonb_build_array
            jsonb_build_object jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_pretty jsonb_set
            jsonb_strip_nulls jsonb_typeof justify_days justify_hours justify_interval last_day lcase least left length ln
            locate log log10 log2 lower lpad ltrim make_date make_interval make_set make_time make_timestamp makedate
            maketime md5 microsecond mid minute mod month monthname nchar normalize nullif numeric nvarchar nvl nvl2
            octet_length oct ord overlay period_add period_diff pi position pow power quarter quote quote_ident quote_literal
            quote_nullable radians real regexp_count regexp_instr regexp_like regexp_match regexp_replace regexp_substr
            repeat replace reverse right round row row_to_json rpad rtrim sec_to_time second sha sha1 sha2 sha224 sha256
            sha384 sha512 sign signed sin smallint soundex space split_part sqrt starts_with str_to_date strcmp string_to_array
            strpos subdate adddate addtime subtime substr substring substring_index tan text time time_format time_to_sec
            timediff timestamp timestampadd timestampdiff timestamptz to_ascii to_base64 to_char to_date to_days to_hex
            to_json to_jsonb to_number to_seconds to_timestamp translate trim trim_array trunc truncate ucase unhex unaccent
            unix_timestamp unsigned upper uuid uuid_to_bin bin_to_uuid is_uuid varbinary varchar varying week weekday
            weekofyear width_bucket year yearweek""");

    private SqlWords() {}

    /** Why a call of the function is refused; null when it is not. */
    static @Nullable Refusal call(String function, int arguments) {
        Refusal refusal = CALLS.get(function);
        if (refusal == null && arguments == 0) {
            refusal = EMPTY_CALLS.get(function);
        }
        if (refusal == null && function.equals("age") && arguments == 1) {
            refusal = new Refusal(CLOCK, "name both times: age(:started, column)");
        }
        return refusal;
    }

    /** Why the word without brackets is refused; null when it is not. */
    static @Nullable Refusal bare(String word, SqlGrammar grammar) {
        boolean isUser = grammar == SqlGrammar.POSTGRESQL && word.equals("user");
        boolean isMySqlOnly = word.startsWith("utc_") && grammar == SqlGrammar.POSTGRESQL;
        return isUser
                ? new Refusal(SESSION, "quote it if it is a column: \"user\"")
                : isMySqlOnly ? null : BARE.get(word);
    }

    private static Map<String, Refusal> refused(String message, String cure, String words) {
        return words(words).stream().collect(Collectors.toMap(word -> word, word -> new Refusal(message, cure)));
    }

    private static Map<String, Refusal> join(List<Map<String, Refusal>> maps) {
        return maps.stream()
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> words(String words) {
        return Stream.of(words.split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
