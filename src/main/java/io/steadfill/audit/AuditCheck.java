package io.steadfill.audit;

import io.steadfill.audit.AuditTrail.Head;
import io.steadfill.control.Control;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the whole chain and says what was done to it behind our back. */
public final class AuditCheck {

    static final String FORGET = "audit forget";

    private static final int PAGE = 1_000;
    private static final int FAULTS_MAX = 20;

    private final Control control;
    private final Supplier<AuditKey> own;

    AuditCheck(Control control, Supplier<AuditKey> own) {
        this.control = control;
        this.own = own;
    }

    /**
     * What was found.
     *
     * @param entries how many are chained
     * @param unsealed how many of them anybody could have written who has the database
     * @param older how many are older than the chain
     * @param head the newest
     * @param faults sentences, at most {@value #FAULTS_MAX}; none where all is as it was written
     */
    public record Result(long entries, long unsealed, long older, Head head, List<String> faults) {

        /** What it means, in one sentence. */
        public String words() {
            if (!faults.isEmpty()) {
                return "the audit trail is not as it was written; restore it from a backup or an export, and find out who has"
                        + " the database's password";
            }
            String whole = number(entries) + " entries, each follows the one before it";
            String sealed = unsealed == 0
                    ? ", all sealed"
                    : ", " + number(unsealed) + " of them without a key: whoever has the database could have made them"
                            + " anew";
            return whole + sealed + (older == 0 ? "" : "; " + older + " are older than the chain");
        }

        private static String number(long number) {
            return String.format(Locale.ROOT, "%,d", number);
        }
    }

    /**
     * Reads all entries.
     *
     * @param written a head that was written down once, such as in the log; null where none is at hand
     * @param former files with keys that were in use before the present one
     */
    public Result check(@Nullable Head written, List<Path> former) {
        control.identity();
        Walk walk = new Walk(own.get(), written);
        former.forEach(file -> walk.know(AuditKeySource.read(file)));
        read(walk, Long.MAX_VALUE);
        long older = control.client()
                .sql("select count(*) from steadfill_control_audit where seq is null or seq <= 0")
                .query(Long.class)
                .single();
        Head kept = control.client()
                .sql("select seq, hash from steadfill_control_audit_head")
                .query((row, n) -> new Head(row.getLong(1), row.getString(2)))
                .single();
        // Entries are added meanwhile, each together with the head.
        read(walk, kept.seq());
        return walk.end(kept, older);
    }

    /** From where the walk stands. */
    private void read(Walk walk, long last) {
        List<Row> rows;
        do {
            rows = control.client()
                    .sql("select * from steadfill_control_audit where seq > :after and seq <= :last order by seq limit "
                            + PAGE)
                    .param("after", walk.seq)
                    .param("last", last)
                    .query((row, n) -> new Row(Link.read(row), String.valueOf(row.getString("hash"))))
                    .list();
            rows.forEach(walk::next);
        } while (rows.size() == PAGE);
    }

    private record Row(Link link, String hash) {}

    /** What is known on the way from the first entry to the last. */
    private static final class Walk {

        private final Map<String, AuditKey> keys = new HashMap<>();
        private final List<String> faults = new ArrayList<>();
        private final @Nullable Head written;
        private long seq;
        private String hash = "";
        private @Nullable Head forgotten;
        private boolean writtenSeen;
        private long entries;
        private long unsealed;
        private long sealed;

        Walk(AuditKey own, @Nullable Head written) {
            this.written = written;
            know(own);
        }

        void know(AuditKey key) {
            String id = key.id();
            if (id != null) {
                keys.put(id, key);
            }
        }

        void next(Row row) {
            Link link = row.link();
            if (entries == 0 && link.seq() > 1) {
                forgotten = new Head(link.seq() - 1, link.previousHash());
            } else if (link.seq() != seq + 1) {
                fault("entries " + (seq + 1) + " to " + (link.seq() - 1) + " are gone");
            } else if (!link.previousHash().equals(hash)) {
                fault("entry " + link.seq() + " does not follow the one before it: one of the two was changed");
            }
            judge(link, row.hash());
            if (link.verb().equals(FORGET)
                    && forgotten != null
                    && forgotten.toString().equals(link.after())) {
                forgotten = null;
            }
            if (written != null && written.seq() == link.seq()) {
                writtenSeen = true;
                if (!written.hash().equals(row.hash())) {
                    fault("entry " + link.seq() + " is not the one that was written down: the chain was made anew");
                }
            }
            seq = link.seq();
            hash = row.hash();
            entries++;
        }

        private void judge(Link link, String kept) {
            String id = link.keyId();
            if (id == null) {
                unsealed++;
                if (sealed > 0) {
                    fault("entry " + link.seq() + " is not sealed, although earlier ones are: a process without the"
                            + " key wrote it, or a person");
                }
                if (!AuditKey.none().hash(link.text()).equals(kept)) {
                    fault("entry " + link.seq() + " was changed");
                }
                return;
            }
            sealed++;
            AuditKey key = keys.get(id);
            if (key == null) {
                fault("entry " + link.seq() + " is sealed by key " + id + ", which is not at hand: name its file by"
                        + " --key-file");
            } else if (!key.hash(link.text()).equals(kept)) {
                fault("entry " + link.seq() + " was changed");
            }
        }

        Result end(Head head, long older) {
            if (forgotten != null) {
                fault("entries 1 to " + forgotten.seq() + " are gone, and no entry says that they were to be");
            }
            if (entries > 0 && sealed == 0 && !keys.isEmpty()) {
                fault("no entry is sealed, although there is a key: the chain was made anew without it");
            }
            if (written != null && !writtenSeen && written.seq() > seq) {
                fault("entries after " + seq + " are gone: number " + written.seq() + " was written down once");
            }
            if (head.seq() != seq || !head.hash().equals(hash)) {
                fault("the newest entry is " + seq + ", but " + head.seq() + " was the last to be added");
            }
            return new Result(entries, unsealed, older, new Head(seq, hash), List.copyOf(faults));
        }

        private void fault(String sentence) {
            if (faults.size() < FAULTS_MAX) {
                faults.add(sentence);
            }
        }
    }
}
